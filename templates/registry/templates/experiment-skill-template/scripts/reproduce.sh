#!/bin/sh
# What shows the lesson again: the failing run, then the working one, with the versions before both.
set -eu
python3 -c 'import platform, sys; print(platform.platform(), sys.version.split()[0])'
# nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader
# python3 -c 'import torch; print(torch.__version__, torch.version.cuda)'
