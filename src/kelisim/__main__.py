"""``python -m kelisim`` is ``kelisim``."""

from kelisim.cli import main

if __name__ == "__main__":
    main()
