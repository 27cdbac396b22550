"""Papers: the text of PDF and DOCX files, found in the guarded process."""
