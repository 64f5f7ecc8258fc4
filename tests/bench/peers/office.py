"""LibreOffice without a window turns a workbook into a PDF.

office.py WORKBOOK FOLDER PROFILE
"""

import json
import pathlib
import resource
import subprocess
import sys
import time

workbook, folder, profile = (pathlib.Path(argument) for argument in sys.argv[1:4])
began = time.perf_counter()
subprocess.run(
    ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", folder, workbook],
    check=True,
    stdout=subprocess.DEVNULL,
)
seconds = time.perf_counter() - began
pdf = folder / (workbook.stem + ".pdf")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peak": peak, "more": {"bytes": pdf.stat().st_size}}))
