"""Sets of both standards with texts of chance: segments as lists, a composite as a list in them."""
import random

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz 0123456789.,-/()"


class Chance:
    def __init__(self, seed, extra=""):
        self.random = random.Random(seed)
        self.extra = extra

    def text(self, most):
        letters = LETTERS + self.extra
        inner = "".join(self.random.choice(letters) for _ in range(self.random.randint(0, most - 2)))
        return "A" + inner + "Z"

    def number(self):
        return self.random.choice(["1", "10", "2.5", "0.75", "100000", "7"])

    def date(self):
        return "202611%02d" % self.random.randint(1, 30)

    def code(self):
        return "%012d" % self.random.randint(1, 10**12 - 1)

    def some(self, make, most=4):
        return [segment for i in range(1, self.random.randint(1, most) + 1) for segment in make(str(i))]


def party(chance, role):
    return [["N1", role, chance.text(30), "92", chance.code()], ["N3", chance.text(40)],
            ["N4", chance.text(20), "IL", "62701", "US"]]


def order_850(c):
    return ([["BEG", "00", "NE", c.code(), "", c.date()], ["REF", "DP", c.text(20)], ["DTM", "002", c.date()],
             ["N9", "ZZ", "TEXT"], ["MSG", c.text(60)]] + party(c, "BY") + party(c, "ST")
            + c.some(lambda i: [["PO1", i, c.number(), "EA", c.number(), "PE", "UP", c.code(), "VN", c.text(20)],
                                ["PID", "F", "08", "", "", c.text(50)]]) + [["CTT", "1"]])


def answer_855(c):
    return ([["BAK", "00", "AD", c.code(), c.date()], ["DTM", "002", c.date()]] + party(c, "SU")
            + c.some(lambda i: [["PO1", i, c.number(), "EA", c.number(), "PE", "UP", c.code()],
                                ["ACK", "IA", c.number(), "EA", "068", c.date()]]))


def notice_856(c):
    items = c.random.randint(1, 4)
    levels = [["HL", "1", "", "S"], ["TD5", "", "2", "UPSN"]] + party(c, "SF") + [["HL", "2", "1", "O"], ["PRF", c.code()]]
    for i in range(items):
        levels += [["HL", str(i + 3), "2", "I"], ["LIN", "", "UP", c.code()], ["SN1", "", c.number(), "EA"]]
    return [["BSN", "00", c.code(), c.date(), "0541"]] + levels + [["CTT", str(items + 2)]]


def invoice_810(c):
    return ([["BIG", c.date(), c.code(), "", c.code()]] + party(c, "RE")
            + c.some(lambda i: [["IT1", i, c.number(), "EA", c.number(), "", "UP", c.code()],
                                ["PID", "F", "08", "", "", c.text(50)]]) + [["TDS", "9950"], ["CTT", "1"]])


def order_940(c):
    return ([["W05", "N", c.code(), c.code()]] + party(c, "ST") + [["G62", "10", c.date()]]
            + c.some(lambda i: [["LX", i], ["W01", "10", "CA", "", "UP", c.code()], ["G69", c.text(40)]]))


def advice_945(c):
    return ([["W06", "F", c.code(), c.date(), c.code()]] + party(c, "ST")
            + c.some(lambda i: [["LX", i], ["W12", "CC", "10", "10", "", "CA", "", "UP", c.code()]]) + [["W03", "10", "25", "LB"]])


X12 = {"850": ("PO", order_850), "855": ("PR", answer_855), "856": ("SH", notice_856), "810": ("IN", invoice_810),
       "940": ("OW", order_940), "945": ("SW", advice_945)}


def head(c, code, group_of_parties=True):
    return [["BGM", code, c.code(), "9"], ["DTM", ["137", c.date(), "102"]], ["RFF", ["CT", c.text(20)]],
            ["NAD", "BY", ["4012345000009", "", "9"]], ["NAD", "SU", ["4098765000004", "", "9"], "", c.text(30), c.text(30)]]


def line(c, i):
    return [["LIN", i, "", [c.code(), "EN"]], ["PIA", "5", [c.text(20), "SA"]],
            ["IMD", "F", "", ["", "", "", c.text(30)]], ["QTY", ["21", c.number(), "PCE"]]]


def orders(c):
    return (head(c, "220") + [["CTA", "OC", ["", c.text(20)]], ["COM", [c.text(20), "TE"]]]
            + c.some(lambda i: line(c, i) + [["PRI", ["AAA", c.number(), "CT"]]])
            + [["UNS", "S"], ["MOA", ["86", "399.5"]], ["CNT", ["2", "1"]]])


def ordrsp(c):
    return head(c, "231") + c.some(lambda i: line(c, i)) + [["UNS", "S"]]


def desadv(c):
    return ([["BGM", "351", c.code(), "9"], ["DTM", ["137", c.date(), "102"]], ["RFF", ["ON", c.text(20)]],
             ["NAD", "BY", ["4012345000009", "", "9"]], ["CPS", "1"], ["PAC", "2", "", "201"]]
            + c.some(lambda i: [["LIN", i, "", [c.code(), "EN"]], ["QTY", ["12", c.number(), "PCE"]]]))


def invoic(c):
    return (head(c, "380") + c.some(lambda i: line(c, i) + [["MOA", ["203", "99.5"]]])
            + [["UNS", "S"], ["MOA", ["86", "399.5"]]])


EDIFACT = {"ORDERS": orders, "ORDRSP": ordrsp, "DESADV": desadv, "INVOIC": invoic}
