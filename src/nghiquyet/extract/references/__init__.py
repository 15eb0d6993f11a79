"""Citations of other documents and of provisions of this one."""
