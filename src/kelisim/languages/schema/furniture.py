"""``furniture.toml``: the shape is the text room's own, which finds page furniture by it."""

from kelisim.text.wordings import Furniture as FurnitureFile

__all__ = ["FurnitureFile"]
