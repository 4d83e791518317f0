# mockaws_start: seconds from the start of a program to its first reply, one a line.
# usage: mockaws_start.py TIMES MOCKAWS [ARGUMENT...]
import http.client
import os
import subprocess
import sys
import time


def once(command):
    read, write = os.pipe()
    begin = time.perf_counter()
    server = subprocess.Popen([*command, "--listen", "127.0.0.1:0", "--ready-fd", str(write)],
                              pass_fds=[write])
    os.close(write)
    url = os.read(read, 200).decode().strip()
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    connection.request("GET", "/_mockaws/health")
    reply = connection.getresponse()
    reply.read()
    took = time.perf_counter() - begin
    connection.close()
    os.close(read)
    server.terminate()
    if reply.status != 200 or server.wait() != 0:
        sys.exit("mockaws_start: status %d, exit %d" % (reply.status, server.returncode))
    return took


for _ in range(int(sys.argv[1])):
    print("%.4f" % once(sys.argv[2:]))
