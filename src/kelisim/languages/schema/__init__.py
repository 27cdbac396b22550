"""The schema of a language pack, one module a file of the pack; an unknown key is an error."""
