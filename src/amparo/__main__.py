"""`python -m amparo` is the command `amparo`."""

from amparo.cli import main

if __name__ == "__main__":
    main()
