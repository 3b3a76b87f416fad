import time
time.sleep(2 * @SLOWNESS@)
print("PWNED")
