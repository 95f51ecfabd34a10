#!/usr/bin/env python3
"""Cold start: `gangmu serve` on a store that is there, until the first answers of what a plan's page asks.

usage: first_page.py BINARY STORE [ROUNDS] [PORT]

Prints the milliseconds from the start of the process to the last byte of: the page itself, the list of plans, the
largest plan's outline; and the server's memory then. "Cold" is the process, not the disk's cache.
"""
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time

binary, store = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
port = int(sys.argv[4]) if len(sys.argv) > 4 else 18092


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
        return body
    finally:
        connection.close()


def once():
    began = time.monotonic()
    server = subprocess.Popen(
        [binary, "--store", store, "serve", "--listen", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, env={**os.environ, "GANGMU_ADMIN_PASSWORD": "bench-registry-0"})
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() - began > 300:
                    sys.exit("the server did not start")
                time.sleep(0.001)
        get("/")
        page = time.monotonic() - began
        plans = json.loads(get("/api/plans"))["plans"]
        listed = time.monotonic() - began
        largest = max(plans, key=lambda plan: plan["counts"]["nodes"])
        outline = get(f"/api/plans/{largest['id']}/outline")
        whole = time.monotonic() - began
        with open(f"/proc/{server.pid}/status") as status:
            memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(120)
    nodes = sum(plan["counts"]["nodes"] for plan in plans)
    return page * 1000, listed * 1000, whole * 1000, memory // 1024, len(plans), nodes, len(outline)


runs = [once() for _ in range(rounds)]
page, listed, whole, memory = (statistics.median(run[i] for run in runs) for i in range(4))
_, _, _, _, plans, nodes, outline = runs[0]
print(f"{plans} plans, {nodes} nodes, largest outline {outline >> 10} KB; median of {rounds} starts")
print(f"  page {page:.0f} ms, list of plans {listed:.0f} ms, outline {whole:.0f} ms "
      f"(slowest {max(run[2] for run in runs):.0f} ms); memory {memory:.0f} MB")
