"""How the scripts beside this file measure a process."""

import fcntl
import re
import select
import subprocess
import time


def output_of(command):
    """The command's output and its wall seconds, start of the process included."""
    start = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with exit code {done.returncode}")
    return done.stdout, time.perf_counter() - start


def peak_mib(command):
    """Peak resident MiB of a command, up to where it writes its result.

    Read from outside: the maximum that wait4 gives includes this Python's. The pipe is made so
    small that the process waits for us when it writes, with its work done: nothing is missed.
    """
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        select.select([process.stdout], [], [])
        time.sleep(0.02)
        with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
            found = re.search(r"VmHWM:\s*(\d+) kB", status.read())
        process.stdout.read()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with exit code {process.returncode}")
    if not found:
        raise SystemExit(f"{' '.join(command)} wrote too little to be measured")
    return int(found.group(1)) / 1024
