"""How the binary files of this folder were made (Python 3, xlwt 1.3.0, openpyxl 3.1, msoffcrypto-tool; PyPI).

Everything in them is made up and says so. The credit codes carry DEM0 where an issued code never has it.
Run in an empty virtual environment: pip install xlwt openpyxl msoffcrypto-tool && python make.py
"""
import datetime
import io
import pathlib

import msoffcrypto.format.ooxml
import openpyxl
import xlwt
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from codes import check_character

HERE = pathlib.Path(__file__).parent


def code(number):
    body = f"91360100DEM0{number:05}"
    return body + check_character(body)


def legacy():
    """A true BIFF8 .xls: title, two-row merged header, dates as serials, one code as a number."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("检查对象")
    sheet.write_merge(0, 0, 0, 4, "检查对象名录（演示数据）")
    sheet.write_merge(1, 2, 0, 0, "单位名称")
    sheet.write_merge(1, 1, 1, 2, "登记信息")
    sheet.write(2, 1, "统一社会信用代码")
    sheet.write(2, 2, "成立日期")
    sheet.write_merge(1, 2, 3, 3, "地址")
    sheet.write_merge(1, 2, 4, 4, "状态")
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    for row, name, number, born in [
        (3, "演示企业001", code(1), datetime.date(2015, 6, 1)),
        (4, "演示企业002", 510000000000000000, datetime.date(2016, 1, 2)),
        (5, "演示企业003", code(3), datetime.date(2017, 2, 3)),
    ]:
        sheet.write(row, 0, name)
        sheet.write(row, 1, number)
        sheet.write(row, 2, born, day)
        sheet.write(row, 4, "存续")
    sheet.write_merge(3, 5, 3, 3, "演示路1号")
    book.save(str(HERE / "legacy.xls"))


def gb18030():
    """As Chinese systems export CSV: GB18030, codes guarded against Excel, a rare character, a line break."""
    lines = [
        "企业名称,TYXYDM,经营地址,ZT,LXDH",
        f'演示企业001,"=""{code(1)}""",演示路1号,存续,10000000001',
        f'演示企业002,{code(2)}\t,"演示路2号\n二楼",存续,10000000002',
        f"演示企业003𬭎,'{code(3)},演示路3号,吊销，未注销,10000000003".replace("吊销，未注销", '"吊销,未注销"'),
        "演示企业004,5.1E+17,演示路4号,存续,1.38E+10",
    ]
    (HERE / "gb18030.csv").write_bytes("\r\n".join(lines).encode("gb18030"))


def office():
    """An office's own workbook with much formatting, written by another program than ours."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名录 & 台账"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "检查对象名录（演示数据）"
    sheet["A1"].font = Font(bold=True, size=16, color="FF1F4E79")
    sheet.append(["企业名称", "统一社会信用代码", "状态", "注册资本"])
    thin = Side(style="thin")
    for name, number, status, money in [
        ("演示企业001", code(1), "存续", 100.5),
        ("演示企业002", code(2)[:-1] + ("0" if code(2)[-1] != "0" else "1"), "存续", 20),
        (None, code(3), "存续", 30),
        ("演示企业004", 510000000000000000, "存续", 40),
        ("演示企业005", code(5), "存续", 50),
        ("演示企业006", "360100000000001", "存续", 60),
    ]:
        sheet.append([name, number, status, money])
    for row in sheet.iter_rows(min_row=2, max_row=8):
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for row in range(3, 9):
        sheet.cell(row, 4).number_format = "#,##0.00"
    for row in range(9, 400):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFF2F2F2")
    sheet.column_dimensions["B"].width = 24
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = "A2:D8"
    sheet.conditional_formatting.add("D3:D8", CellIsRule(operator="greaterThan", formula=["90"], font=Font(bold=True)))
    choice = DataValidation(type="list", formula1='"存续,停业,注销"')
    choice.add("C3:C400")
    sheet.add_data_validation(choice)
    chart_sheet = book.create_sheet("统计")
    chart_sheet["A1"] = "合计"
    chart_sheet["B1"] = "=SUM('名录 & 台账'!D3:D8)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=8), titles_from_data=True)
    chart_sheet.add_chart(chart, "A3")
    book.properties.created = book.properties.modified = datetime.datetime(2026, 11, 20)
    book.save(HERE / "office.xlsx")


def encrypted():
    """A workbook with a password to open it (the password is 'demo')."""
    file = msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO((HERE / "office.xlsx").read_bytes()))
    with open(HERE / "encrypted.xlsx", "wb") as out:
        file.encrypt("demo", out)


legacy()
gb18030()
office()
encrypted()
