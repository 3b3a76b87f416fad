# One file, many names: small here, large for whoever reads each of them.
import os
open("/out/0", "wb").write(bytes(8 << 20))
for number in range(1, 12): os.link("/out/0", f"/out/{number}")
