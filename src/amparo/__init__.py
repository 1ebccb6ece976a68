"""One child, one record, every duty visible, every look accounted for."""

__version__ = "0.1.0"
