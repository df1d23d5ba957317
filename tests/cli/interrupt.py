"""Feed a run more and more records, interrupt it in the midst, and print its exit status and what it wrote.

interrupt.py SIGNAL RECORDS COMMAND...: the records file is given again and again on standard input.
"""
import signal
import subprocess
import sys
import threading

number = getattr(signal, sys.argv[1])
records = open(sys.argv[2], "rb").read() * 2000
run = subprocess.Popen(sys.argv[3:], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL,
                       preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))


def feed():
    try:
        while True:
            run.stdin.write(records)
    except OSError:
        pass


threading.Thread(target=feed, daemon=True).start()
written = b""
if "-o" not in sys.argv:
    written = run.stdout.read(1 << 20)
else:
    threading.Event().wait(0.5)
run.send_signal(number)
written += run.stdout.read()
status = run.wait()
whole = not written or (written.endswith(b"}\n") and written.count(b"\n") > 1000)
print(f"status {status}, {'whole lines' if whole else 'half a line'}")
