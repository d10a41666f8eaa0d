#pragma once

#include "models/flow/DeadLetter.h"
#include "models/flow/MessageView.h"
#include "models/workspace/Trail.h"

#include <QTabWidget>

namespace pb::ui {

class CodeView;
class PropertyModel;

/// One message: properties, body, bytes and why it failed.
class MessagePane final : public QTabWidget {
    Q_OBJECT
public:
    explicit MessagePane(QWidget* parent = nullptr);

    /// What a worker makes ready of a message.
    struct Shown {
        flow::Message message;
        flow::DeadLetter letter;
        flow::BodyView body;
        std::string bytes;   ///< as hex lines
    };
    static Shown prepare(flow::Message message, const flow::Conventions& conventions);

    void show(Shown shown);
    void clear();
    /// Marks what led to the failure in the body, and says it under Why. Null = not known yet.
    void showTrail(const workspace::Trail* trail);
    const flow::Message* message() const { return has_ ? &shown_.message : nullptr; }

private:
    void showWhy(const workspace::Trail* trail);

    PropertyModel* properties_;
    CodeView* body_;
    CodeView* bytes_;
    CodeView* why_;
    Shown shown_;
    bool has_ = false;
};

}  // namespace pb::ui
