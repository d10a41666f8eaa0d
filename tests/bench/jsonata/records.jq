[.[] | {
    id,
    name: (.first + " " + .last),
    mail: (.email | ascii_downcase),
    city: .address.city,
    zip: .address.zip,
    active: (.status == "active"),
    total: (.amount * 1.19)
}]
