"""Lists out of a plain database into a workbook, as an office script does it: fonts, borders, widths, frozen captions.

registers.py DATABASE WORKBOOK
"""

import json
import sqlite3
import sys
import time

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

database, workbook = sys.argv[1:3]
began = time.perf_counter()

side = Side(style="thin")
border = Border(left=side, right=side, top=side, bottom=side)
font = Font(name="宋体", charset=134, size=10.5)
bold = Font(name="宋体", charset=134, size=10.5, bold=True)
left = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
centre = Alignment(horizontal="center", vertical="center", wrap_text=True)

store = sqlite3.connect(database)
# The way of openpyxl that is meant for large sheets: nothing is kept but the row at hand.
book = openpyxl.Workbook(write_only=True)
cells = 0
for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall():
    rows = store.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for column in range(len(rows.description)):
        sheet.column_dimensions[get_column_letter(column + 1)].width = 12
    for number, row in enumerate(rows):
        line = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            cell.font = bold if number == 0 else font
            cell.border = border
            cell.alignment = centre if number == 0 or isinstance(value, float) else left
            if isinstance(value, str) and value.isdigit():
                cell.number_format = "@"
            line.append(cell)
        cells += len(line)
        sheet.append(line)
book.save(workbook)
seconds = time.perf_counter() - began

with open("/proc/self/status", encoding="utf-8") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024
print(json.dumps({"seconds": seconds, "peak": peak, "more": {"cells": cells}}))
