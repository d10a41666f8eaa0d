<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>pb::ui::CommandPalette</name>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Go to an object of the workspace</source>
        <translation>Zu einem Objekt des Arbeitsbereichs gehen</translation>
    </message>
</context>
<context>
    <name>pb::ui::CommandTable</name>
    <message>
        <source>| Keys | Command |</source>
        <translation>| Tasten | Befehl |</translation>
    </message>
    <message>
        <source>Keys of Patchbay</source>
        <translation>Tasten von Patchbay</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
</context>
<context>
    <name>pb::ui::ConnectionModel</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
</context>
<context>
    <name>pb::ui::ConnectionPage</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Environment whose values are shown</source>
        <translation>Umgebung, deren Werte gezeigt werden</translation>
    </message>
    <message>
        <source>Every environment has values of its own</source>
        <translation>Jede Umgebung hat eigene Werte</translation>
    </message>
    <message>
        <source>New Connection</source>
        <translation>Neue Verbindung</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Test Connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Name of the connection</source>
        <translation>Name der Verbindung</translation>
    </message>
    <message>
        <source>Name, such as kafka-dev</source>
        <translation>Name, zum Beispiel kafka-dev</translation>
    </message>
    <message>
        <source>New Connection…</source>
        <translation>Neue Verbindung …</translation>
    </message>
    <message>
        <source>Save the Connection</source>
        <translation>Verbindung speichern</translation>
    </message>
    <message>
        <source>Test the Connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Delete the Connection…</source>
        <translation>Verbindung löschen …</translation>
    </message>
    <message>
        <source>Cancel the Test</source>
        <translation>Test abbrechen</translation>
    </message>
    </context>
<context>
    <name>pb::ui::KeysModel</name>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
</context>
<context>
    <name>pb::ui::KeysPage</name>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Copy as Text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Print to PDF…</source>
        <translation>Als PDF drucken …</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>As It Was</source>
        <translation>Wie vorgesehen</translation>
    </message>
    <message>
        <source>Keys and Cheat Sheet</source>
        <translation>Tasten und Spickzettel</translation>
    </message>
    <message>
        <source>Print the Cheat Sheet…</source>
        <translation>Spickzettel drucken …</translation>
    </message>
</context>
<context>
    <name>pb::ui::LowerPane</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Test Results</source>
        <translation>Testergebnisse</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Problems %1</source>
        <translation>Probleme %1</translation>
    </message>
</context>
<context>
    <name>pb::ui::MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Search or Run a Command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Go to Object</source>
        <translation>Zum Objekt gehen</translation>
    </message>
    <message>
        <source>Go to Cause</source>
        <translation>Zur Ursache gehen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Next Problem</source>
        <translation>Nächstes Problem</translation>
    </message>
    <message>
        <source>Previous Problem</source>
        <translation>Voriges Problem</translation>
    </message>
    <message>
        <source>Show or Hide the Workspace Tree</source>
        <translation>Arbeitsbereich ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show or Hide the Lower Pane</source>
        <translation>Unteren Bereich ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Focus the Workspace Tree</source>
        <translation>Arbeitsbereich fokussieren</translation>
    </message>
    <message>
        <source>Show the Log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Copy Address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy the Cheat Sheet of Keys</source>
        <translation>Spickzettel der Tasten kopieren</translation>
    </message>
    <message>
        <source>Use the Light Theme</source>
        <translation>Helles Design verwenden</translation>
    </message>
    <message>
        <source>Use the Dark Theme</source>
        <translation>Dunkles Design verwenden</translation>
    </message>
    <message>
        <source>Use the Theme of the System</source>
        <translation>Design des Systems verwenden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Choose the Environment…</source>
        <translation>Umgebung wählen …</translation>
    </message>
    <message>
        <source>Open the Workspace Again</source>
        <translation>Arbeitsbereich neu öffnen</translation>
    </message>
    <message>
        <source>Unlock the Secrets…</source>
        <translation>Geheimnisse entsperren …</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>%1 (production)</source>
        <translation>%1 (Produktion)</translation>
    </message>
    <message>
        <source>Read-only. %1 %2</source>
        <translation>Nur lesend. %1 %2</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Choose a passphrase. The secrets of this workspace will be kept in an encrypted file on this machine.</source>
        <translation>Wählen Sie eine Passphrase. Die Geheimnisse dieses Arbeitsbereichs werden auf diesem Rechner in einer verschlüsselten Datei aufbewahrt.</translation>
    </message>
    <message>
        <source>The secrets of this workspace are locked on this machine.</source>
        <translation>Die Geheimnisse dieses Arbeitsbereichs sind auf diesem Rechner gesperrt.</translation>
    </message>
    <message>
        <source>Passphrase of the secrets</source>
        <translation>Passphrase der Geheimnisse</translation>
    </message>
    <message>
        <source>Make the File</source>
        <translation>Datei anlegen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    </context>
<context>
    <name>pb::ui::Mode</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Abbilden</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Flüsse</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Ausrollen</translation>
    </message>
</context>
<context>
    <name>pb::ui::ModeBar</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>pb::ui::Objects</name>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Systeme</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Contracts</source>
        <translation>Verträge</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Vertrag</translation>
    </message>
    <message>
        <source>Schemas</source>
        <translation>Schemata</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Abbildungen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Abbilden</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Dead Letters</source>
        <translation>Unzustellbare</translation>
    </message>
    <message>
        <source>Dead letter</source>
        <translation>Unzustellbare</translation>
    </message>
    <message>
        <source>Causes</source>
        <translation>Ursachen</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Releases</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>pb::ui::PaletteProviders</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>Switch to the Environment %1</source>
        <translation>Zur Umgebung %1 wechseln</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
</context>
<context>
    <name>pb::ui::ProbeModel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Befund</translation>
    </message>
</context>
<context>
    <name>pb::ui::Problems</name>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    </context>
<context>
    <name>pb::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>From the next start.</source>
        <translation>Ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>Sehr groß</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>Long lines</source>
        <translation>Lange Zeilen</translation>
    </message>
    <message>
        <source>Scroll to the side</source>
        <translation>Seitlich rollen</translation>
    </message>
    <message>
        <source>Wrap to the next line</source>
        <translation>In die nächste Zeile umbrechen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Keep unsaved text</source>
        <translation>Ungesicherten Text aufbewahren</translation>
    </message>
    <message>
        <source>At every pause</source>
        <translation>Bei jeder Pause</translation>
    </message>
    <message>
        <source>After 1 second</source>
        <translation>Nach 1 Sekunde</translation>
    </message>
    <message>
        <source>After 10 seconds</source>
        <translation>Nach 10 Sekunden</translation>
    </message>
    <message>
        <source>Look for changes by others</source>
        <translation>Nach fremden Änderungen sehen</translation>
    </message>
    <message>
        <source>Every second</source>
        <translation>Jede Sekunde</translation>
    </message>
    <message>
        <source>Every 3 seconds</source>
        <translation>Alle 3 Sekunden</translation>
    </message>
    <message>
        <source>Every 15 seconds</source>
        <translation>Alle 15 Sekunden</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Show and Change the Keys</source>
        <translation>Tasten zeigen und ändern</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
</context>
<context>
    <name>pb::ui::StatusLine</name>
    <message>
        <source>Cancel this job</source>
        <translation>Diesen Auftrag abbrechen</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    </context>
<context>
    <name>pb::ui::TopStrip</name>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>READ-ONLY</source>
        <translation>NUR LESEN</translation>
    </message>
    <message>
        <source>No workspace</source>
        <translation>Kein Arbeitsbereich</translation>
    </message>
    <message>
        <source>Environment %1</source>
        <translation>Umgebung %1</translation>
    </message>
    <message>
        <source>Production: what you change here is live.</source>
        <translation>Produktion: Änderungen wirken sofort.</translation>
    </message>
    <message>
        <source>The environment that pages act on</source>
        <translation>Die Umgebung, auf die die Seiten wirken</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 laufen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Jobs: %1</source>
        <translation>Aufträge: %1</translation>
    </message>
</context>
<context>
    <name>pb::ui::WorkspaceTree</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Nothing here yet.</source>
        <translation>Hier ist noch nichts.</translation>
    </message>
    </context>
</TS>
