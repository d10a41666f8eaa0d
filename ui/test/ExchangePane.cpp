#include "ui/test/ExchangePane.h"

#include "models/base/Text.h"
#include "models/contract/Curl.h"
#include "models/flow/MessageView.h"
#include "ui/kit/CodeView.h"
#include "ui/test/CaseModel.h"

namespace pb::ui {

namespace {

std::string headersText(const contract::HttpHeaders& headers) {
    std::string text;
    for (const auto& [name, value] : headers) text += name + ": " + value + "\n";
    return text;
}

std::string requestText(const contract::HttpRequest& request) {
    const std::string head = request.method + " " + request.url + "\n" + headersText(request.headers);
    return request.body.empty() ? head : head + "\n" + flow::viewOf(request.body).text;
}

}  // namespace

ExchangePane::ExchangePane(QWidget* parent)
    : QTabWidget(parent), why_(new CodeView(tr("Why"))), request_(new CodeView(tr("Request"))), response_(new CodeView(tr("Response"))),
      text_(new CodeView(tr("Contract text"))) {
    addTab(why_, tr("Why"));
    addTab(request_, tr("Request"));
    addTab(response_, tr("Response"));
    addTab(text_, tr("Contract"));
    setDocumentMode(true);
    setAccessibleName(tr("The case"));
    text_->setLanguage(Language::yaml);
    request_->setLanguage(Language::json);
    response_->setLanguage(Language::json);
}

void ExchangePane::showContract(const ContractEntry* entry) {
    contract_ = entry ? entry->contract : nullptr;
    text_->setLanguage(entry && entry->path.ends_with(".json") ? Language::json : Language::yaml);
    text_->setText(contract_ ? std::string(contract_->document()->bytes()) : std::string());
    text_->setFindings(contract_ ? contract_->findings() : std::vector<Finding>());
    showCase(nullptr, nullptr);
}

void ExchangePane::showCase(const contract::Case* test, const contract::CaseResult* result) {
    test_ = test;
    result_ = result;
    request_->setText(test ? requestText(result && result->smallest ? *result->smallest : test->request) : std::string());
    std::string answer;
    if (result && result->response.status != 0) {
        answer = "HTTP " + std::to_string(result->response.status) + " " + result->response.reason + "\n" + headersText(result->response.headers) +
                 "\n" + flow::viewOf(result->response.body).text;
    } else if (result && result->error) {
        answer = utf8(result->error->print());
    }
    response_->setText(answer);
    showWhy();
    if (test) markClause(result && !result->breaches.empty() ? result->breaches.front().clause : test->clause);
}

void ExchangePane::showWhy() {
    if (!test_) return why_->setSentence(tr("Choose a case to see what was sent, what came back, and why it failed."));
    QString text = test_->title + u"\n" + tr("%1, case %2").arg(verdictText(result_->verdict), qs(test_->id)) + u"\n";
    for (const contract::Breach& breach : result_->breaches) {
        text += u"\n" + breach.sentence + u"\n    " + breach.clause.place.print() + u"\n    " + qs(breach.clause.text) + u"\n";
    }
    if (result_->error) text += u"\n" + result_->error->print() + u"\n";
    if (result_->smallest) text += u"\n" + tr("The smallest request that fails the same way:") + u"\n" + qs(curl()) + u"\n";
    why_->setText(utf8(text));
}

void ExchangePane::markClause(const contract::Clause& clause) {
    if (!contract_ || clause.file() != contract_->file() || !clause.value) return text_->setMarks({});
    const doc::ByteRange range = clause.value.range();
    text_->setMarks({{clause.place.byte == Place::npos ? range.begin : std::min<std::size_t>(clause.place.byte, range.begin), range.end, Role::warning}});
    text_->goToByte(range.begin);
}

bool ExchangePane::showClause(const std::string& pointer) {
    const doc::Value value = contract_ ? contract_->document()->root().follow(pointer) : doc::Value();
    if (!value) return false;
    markClause(contract_->clauseOf(value));
    setCurrentWidget(text_);
    return true;
}

std::string ExchangePane::curl() const {
    return test_ ? contract::curlCommand(result_ && result_->smallest ? *result_->smallest : test_->request) : std::string();
}

}  // namespace pb::ui
