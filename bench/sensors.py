#!/usr/bin/env python3
"""sensors.py STORE [SECONDS]: observations a second through SensorThings, at the socket of a server that runs on
STORE: one by one on four connections, then as DataArrays of 20,000. It defines element and station itself."""
import datetime, json, multiprocessing, socket, sys, time

store, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 8


class Client:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(store + "/gangmu.sock")

    def send(self, method, target, body):
        text = json.dumps(body).encode()
        head = f"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        self.socket.sendall(head.encode() + text)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.socket.recv(1 << 16)
        head, rest = got.split(b"\r\n\r\n", 1)
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        while len(rest) < length:
            rest += self.socket.recv(1 << 16)
        status = int(head.split()[1])
        assert status < 300, (status, rest[:300])


link = {"Datastream": {"@iot.id": "bench.level@bench"}}
at = lambda start, i: (start + datetime.timedelta(seconds=i)).strftime("%Y-%m-%dT%H:%M:%SZ")


def single(worker, counts):
    client, start, n, end = Client(), datetime.datetime(2030 + worker, 1, 1), 0, time.time() + seconds
    while time.time() < end:
        client.send("POST", "/sta/v1.1/Observations", {"phenomenonTime": at(start, n), "result": 3 + n % 37 / 100, **link})
        n += 1
    counts.put(n)


if __name__ == "__main__":
    client = Client()
    client.send("PUT", "/api/elements/bench.level", {"name": "bench", "decimals": 2, "rhythm": "instant", "group": "sensors"})
    client.send("PUT", "/api/units/bench", {"name": "bench", "attributes": {"sensors": {"bench.level": {
        "interval": 60, "checks": {"range": {"low": 0, "high": 20}, "spike": {}, "stuck": {"points": 6}}}}}})
    counts = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=single, args=(i, counts)) for i in range(4)]
    [w.start() for w in workers]
    print("single, 4 connections:", round(sum(counts.get() for _ in workers) / seconds), "a second")
    start, took, many = datetime.datetime(2040, 1, 1), 0.0, 5
    for batch in range(many):
        rows = [[at(start, batch * 20000 + i), 3 + i % 37 / 100] for i in range(20000)]
        begun = time.time()
        client.send("POST", "/sta/v1.1/CreateObservations", [{**link, "components": ["phenomenonTime", "result"], "dataArray": rows}])
        took += time.time() - begun
    print("DataArray of 20,000:", round(many * 20000 / took), "a second")
