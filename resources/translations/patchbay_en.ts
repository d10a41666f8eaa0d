<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>pb::ui::ConnectionPage</name>
    <message numerus="yes">
        <source>%n connection(s) in %1</source>
        <translation>
            <numerusform>%n connection in %1</numerusform>
            <numerusform>%n connections in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pb::ui::DiffView</name>
    <message numerus="yes">
        <source>⋯ %n equal line(s)</source>
        <translation>
            <numerusform>⋯ %n equal line</numerusform>
            <numerusform>⋯ %n equal lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pb::ui::KeysPage</name>
    <message numerus="yes">
        <source>%n command(s)</source>
        <translation>
            <numerusform>%n command</numerusform>
            <numerusform>%n commands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of commands have the same keys in the same place: neither answers.</source>
        <translation>
            <numerusform>%n pair of commands has the same keys in the same place: neither answers.</numerusform>
            <numerusform>%n pairs of commands have the same keys in the same place: neither answers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pb::ui::RedrivePanel</name>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pb::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
</TS>
