#include "ui/flows/MessagePane.h"

#include "models/base/Text.h"
#include "ui/flows/PropertyModel.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/TablePane.h"

namespace pb::ui {

namespace {

constexpr std::size_t hexLines = 2'000;   // 32 kB, 160 kB as text

Language languageOf(flow::BodyKind kind) { return kind == flow::BodyKind::json ? Language::json : Language::plain; }

void addParagraph(QString& text, const QString& title, const QString& body) {
    if (body.isEmpty()) return;
    text += title + QChar(u'\n') + body + QStringLiteral("\n\n");
}

}  // namespace

MessagePane::MessagePane(QWidget* parent)
    : QTabWidget(parent), properties_(new PropertyModel(this)), body_(new CodeView(tr("Body of the message"))),
      bytes_(new CodeView(tr("Bytes of the message"))), why_(new CodeView(tr("Why the message failed"))) {
    auto* table = new TablePane(tr("Properties of the message"));
    table->setModel(properties_);
    table->setColumnWidths({18, 60, 12});
    setDocumentMode(true);
    setAccessibleName(tr("The message"));
    addTab(table, tr("Properties"));
    addTab(body_, tr("Body"));
    addTab(bytes_, tr("Bytes"));
    addTab(why_, tr("Why"));
    setCurrentWidget(body_);
    clear();
}

MessagePane::Shown MessagePane::prepare(flow::Message message, const flow::Conventions& conventions) {
    Shown shown;
    shown.letter = conventions.normalise(message);
    shown.body = flow::viewOf(message);
    shown.bytes = flow::hexDump(message.body, 0, hexLines);
    shown.message = std::move(message);
    return shown;
}

void MessagePane::show(Shown shown) {
    shown_ = std::move(shown);
    has_ = true;
    auto rows = flow::propertiesOf(shown_.letter);
    for (auto& row : flow::propertiesOf(shown_.message)) rows.push_back(std::move(row));
    properties_->set(std::move(rows));
    body_->setLanguage(languageOf(shown_.body.kind));
    body_->setText(shown_.message.hasBody ? shown_.body.text : utf8(tr("The message has no body (null).")));
    bytes_->setText(shown_.bytes);
    showTrail(nullptr);
}

void MessagePane::clear() {
    has_ = false;
    shown_ = {};
    properties_->set({});
    for (CodeView* view : {body_, bytes_, why_}) view->setText({});
}

void MessagePane::showTrail(const workspace::Trail* trail) {
    showWhy(trail);
    std::vector<Mark> marks;
    for (const auto& input : trail ? trail->inputs : std::vector<workspace::TrailInput>()) {
        if (input.isMissing) continue;
        const std::size_t begin = shown_.body.textOffset(input.range.begin);
        marks.push_back({begin, std::max(begin + 1, shown_.body.textOffset(input.range.end)), Role::bad});
    }
    body_->setMarks(marks);
    if (!marks.empty()) body_->goToByte(marks.front().begin);
}

void MessagePane::showWhy(const workspace::Trail* trail) {
    const flow::DeadLetter& letter = shown_.letter;
    QString text;
    addParagraph(text, qs(letter.rootClass.empty() ? letter.className : letter.rootClass), qs(letter.rootMessage));
    if (trail) {
        for (const auto& stop : trail->stops) {
            if (stop.kind == workspace::TrailStop::Kind::deadLetter) continue;
            const QString place = stop.place.print();
            addParagraph(text, place.isEmpty() ? stop.title : tr("%1 (%2)").arg(stop.title, place),
                         stop.excerpt.empty() ? stop.sentence : stop.sentence + QChar(u'\n') + qs(stop.excerpt));
        }
        addParagraph(text, tr("Where the trail ends"), trail->open);
    } else if (has_) {
        addParagraph(text, tr("The way to the cause"), tr("Press F2 to follow it to the contract, the map and the release."));
    }
    addParagraph(text, tr("What the other side answered"), qs(letter.detail));
    addParagraph(text, tr("First line of own code"), qs(letter.topUserFrame));
    addParagraph(text, tr("Stack"), qs(letter.stack));
    why_->setText(utf8(text.trimmed()));
}

}  // namespace pb::ui
