"""Trains the course's network by PyTorch, eager and channels last, and prints the seconds of a step.

The layers are those of workloads.js.
"""

import json
import resource
import sys
import time

import torch
from torch import nn


def cnn():
    return nn.Sequential(
        *[nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2)],
        *[nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2)],
        *[nn.Conv2d(64, 64, 3), nn.ReLU(), nn.Flatten()],
        *[nn.Linear(576, 64), nn.ReLU(), nn.Linear(64, 10)],
    ).to(memory_format=torch.channels_last)


def main():
    workload = json.loads(sys.argv[1])
    batch, steps = workload["batch"], workload["steps"]
    model = cnn()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, eps=1e-7)
    loss_of = nn.CrossEntropyLoss()
    x = torch.rand(batch * steps, 1, 28, 28).to(memory_format=torch.channels_last)
    y = torch.randint(0, 10, (batch * steps,))

    def train():
        start = time.perf_counter()
        correct = torch.zeros((), dtype=torch.int64)
        for indices in torch.randperm(batch * steps).split(batch):
            inputs, labels = x[indices], y[indices]
            optimizer.zero_grad()
            logits = model(inputs)
            loss_of(logits, labels).backward()
            optimizer.step()
            correct += (logits.argmax(1) == labels).sum()
        correct.item()
        return (time.perf_counter() - start) / steps

    train()
    seconds = min(train() for _ in range(2))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


main()
