"""A switch between TAP devices that can delay and lose frames, for kernels without netem.

usage: lossy-switch.py DEVICE...; says "ready" when the devices are there. A line "LOSS SECONDS" on standard input, such as
"0.05 0.1", sets the share of frames that are lost and the delay of the others; end of input ends it.
"""
import fcntl, heapq, os, random, select, struct, sys, time

TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 2, 0x1000


def tap(name):
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TAP | IFF_NO_PI))
    return fd


ports = [tap(name) for name in sys.argv[1:]]
print("ready", flush=True)
where, waiting, count = {}, [], 0
loss, delay = 0.0, 0.0


def write(fd, frame):
    try:
        os.write(fd, frame)
    except OSError:
        pass  # The device is down or its queue full: the frame is lost, as on a wire.


while True:
    timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    readable, _, _ = select.select(ports + [0], [], [], timeout)
    now = time.monotonic()
    for fd in readable:
        if fd == 0:
            line = sys.stdin.readline()
            if not line:
                sys.exit(0)
            loss, delay = map(float, line.split())
            continue
        for _ in range(64):
            try:
                frame = os.read(fd, 65536)
            except OSError:
                break
            where[frame[6:12]] = fd
            if random.random() < loss:
                continue
            to = where.get(frame[0:6])
            for port in [to] if to else [other for other in ports if other != fd]:
                if delay:
                    count += 1
                    heapq.heappush(waiting, (now + delay, count, port, frame))
                else:
                    write(port, frame)
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, port, frame = heapq.heappop(waiting)
        write(port, frame)
