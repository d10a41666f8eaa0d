{
    heavy: ([.lines[] | select(.weight > 20)] | length),
    revenue: ([.lines[] | .quantity * .unitPrice] | add),
    dearest: ([.lines[].unitPrice] | max),
    average: ([.lines[] | select(.unit == "pcs").quantity] | add / length),
    byGroup: (reduce .lines[] as $line ({}; .[$line.group] += $line.quantity)),
    open: [.lines[] | select(.state == "open" and .quantity >= 10) | {sku, quantity, amount: (.quantity * .unitPrice)}]
}
