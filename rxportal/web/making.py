"""What all routes share that make a file while somebody waits for it."""

from concurrent.futures import ThreadPoolExecutor

IN_MEMORY = 2 * 1024 * 1024  # bytes of a file before it goes to disk
PART = 64 * 1024
AT_ONCE = 2  # files that are made: each keeps a processor busy for seconds
# On threads of their own: a rush of them holds up nothing else.
making = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="files")
