#pragma once

#include "models/base/Result.h"
#include "models/base/Secret.h"

#include <QWidget>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pb::ui {

/// A form generated from a JSON Schema (2020-12) of type object: string, integer, number, boolean, enum, one level of
/// nested objects as groups; title, description, default, required, minimum, maximum, pattern are honoured;
/// `x-secret: true` makes a password field. Errors stand under the field.
class SettingsForm final : public QWidget {
    Q_OBJECT
public:
    /// The schema must be readable JSON, else ErrorCode::invalidInput.
    static Result<SettingsForm*> make(const std::string& schemaJson, QWidget* parent = nullptr);
    ~SettingsForm() override;

    /// Fills the fields from a settings object; names the schema does not know are kept and written back.
    Done setValues(const std::string& json);
    /// The settings as JSON, members in the schema's order; empty optional fields are left out. A secret field gives
    /// its reference `secret:NAME` as it was set, see secrets().
    std::string values() const;
    /// Secrets the user typed, by field name: put them into the store, then set the reference. Never part of values().
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
