"""The offices as a supervisor sees them: their names, and where their tiles stand. Relative positions only, no map."""

GRID = ("       黑", "新   蒙京辽吉", " 甘宁陕晋冀津 ", "藏青川鄂豫鲁苏沪", "  渝湘赣皖浙 ", " 云黔桂粤闽  ", "    琼   ")

OFFICES: dict[str, tuple[str, str, str]] = {  # short name: code, province, in English
    "部": ("CA-00", "部中心", "Ministry"), "京": ("CA-11", "北京", "Beijing"), "津": ("CA-12", "天津", "Tianjin"), "冀": ("CA-13", "河北", "Hebei"),
    "晋": ("CA-14", "山西", "Shanxi"), "蒙": ("CA-15", "内蒙古", "Inner Mongolia"), "辽": ("CA-21", "辽宁", "Liaoning"), "吉": ("CA-22", "吉林", "Jilin"),
    "黑": ("CA-23", "黑龙江", "Heilongjiang"), "沪": ("CA-31", "上海", "Shanghai"), "苏": ("CA-32", "江苏", "Jiangsu"), "浙": ("CA-33", "浙江", "Zhejiang"),
    "皖": ("CA-34", "安徽", "Anhui"), "闽": ("CA-35", "福建", "Fujian"), "赣": ("CA-36", "江西", "Jiangxi"), "鲁": ("CA-37", "山东", "Shandong"),
    "豫": ("CA-41", "河南", "Henan"), "鄂": ("CA-42", "湖北", "Hubei"), "湘": ("CA-43", "湖南", "Hunan"), "粤": ("CA-44", "广东", "Guangdong"),
    "桂": ("CA-45", "广西", "Guangxi"), "琼": ("CA-46", "海南", "Hainan"), "渝": ("CA-50", "重庆", "Chongqing"), "川": ("CA-51", "四川", "Sichuan"),
    "黔": ("CA-52", "贵州", "Guizhou"), "云": ("CA-53", "云南", "Yunnan"), "藏": ("CA-54", "西藏", "Tibet"), "陕": ("CA-61", "陕西", "Shaanxi"),
    "甘": ("CA-62", "甘肃", "Gansu"), "青": ("CA-63", "青海", "Qinghai"), "宁": ("CA-64", "宁夏", "Ningxia"), "新": ("CA-65", "新疆", "Xinjiang"),
}  # fmt: skip
