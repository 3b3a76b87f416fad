# The next test runs what lies in /box.
import os, sys
if sys.argv[1] == "attack":
    for path in ("/box/planted", "/usr/bin/planted", "/opt/judge/planted", "/etc/planted", "/planted"):
        try:
            open(path, "w").write("x")
        except OSError: pass
    try:
        os.chmod(sys.argv[0], 0o777)
    except OSError: pass
elif any(os.path.exists(folder + "/planted") for folder in ("/box", "/usr/bin", "/opt/judge", "/etc", "/")):
    print("PWNED")
