#pragma once

#include "models/base/Result.h"
#include "models/base/Secret.h"

#include <QWidget>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pb::ui {

/// A form generated from a JSON Schema (2020-12) of type object: string, integer, number, boolean, enum, one level of
/// nested objects as groups; title, description, default, required, minimum, maximum, pattern are honoured;
/// objects of texts are a box of lines `name: text`;
/// `x-secret: true` makes a password field. `${variable}` may stand in every field. Errors stand under the field.
class SettingsForm final : public QWidget {
    Q_OBJECT
public:
    /// The schema must be readable JSON, else ErrorCode::invalidInput.
    static Result<SettingsForm*> make(const std::string& schemaJson, QWidget* parent = nullptr);
    ~SettingsForm() override;

    /// Fills the fields from a settings object; names the schema does not know are kept and written back.
    Done setValues(const std::string& json);
    /// What a secret that is typed into an empty field is called, by field: "password" → "dev-erp-password". The default
    /// is the field itself.
    void setSecretNames(std::function<std::string(const std::string& field)> nameOf);
    /// The settings as JSON, members in the schema's order; empty optional fields are left out. A secret field gives its
    /// reference `secret:NAME`, never what was typed: put secrets() into the store.
    std::string values() const;
    /// The same without what is the schema's default and was not set: what a file needs to say.
    std::string valuesToWrite() const;
    /// Secrets the user typed, by name. A typed `secret:NAME` is a reference to one that is stored already.
    std::map<std::string, Secret> secrets() const;

    /// Checks required, range and pattern; shows errors in place and focuses the first. True when all is good.
    bool validate();
    void showError(const std::string& field, const QString& sentence);

signals:
    void edited();

private:
    struct Impl;
    explicit SettingsForm(std::unique_ptr<Impl> impl, QWidget* parent);
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::ui
