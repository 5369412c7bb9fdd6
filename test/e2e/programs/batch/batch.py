"""Stages an input, sorts it in pieces, merges the pieces into a result: everything below its working directory."""
import argparse
import heapq
import os
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument('--workdir', required=True)
work = parser.parse_args().workdir

staged = os.path.join(work, 'input')
with open(staged, 'w') as lines:
    lines.writelines(f'{(number * 7919) % 100000:06d}\n' for number in range(100000))

pieces = []
with open(staged) as lines:
    while piece := lines.readlines(100_000):
        pieces.append(os.path.join(work, f'piece-{len(pieces)}'))
        with open(pieces[-1], 'w') as out:
            out.writelines(sorted(piece))

with open(os.path.join(work, 'result'), 'w') as result:
    result.writelines(heapq.merge(*[open(piece) for piece in pieces]))

# What libraries do without being asked.
with tempfile.TemporaryFile() as scratch:
    scratch.write(b'scratch')
print(f'merged {len(pieces)} pieces into {os.path.getsize(os.path.join(work, "result"))} bytes')
