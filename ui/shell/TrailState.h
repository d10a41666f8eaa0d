#pragma once

#include "models/workspace/Trail.h"

#include <QObject>

#include <memory>

namespace pb::ui {

/// The trail that the user is on: set by the page that shows dead letters, read by every page that F2 leads to.
class TrailState final : public QObject {
    Q_OBJECT
public:
    const workspace::Trail* trail() const { return trail_.get(); }   ///< null = on none
    void follow(std::shared_ptr<const workspace::Trail> trail);
    void leave();

    /// The stop of the trail that has this address; null when it is not on the trail.
    const workspace::TrailStop* stopAt(const Address& address) const;
    /// Where F2 leads from the address; ErrorCode::notFound says why the trail ends there.
    Result<Address> after(const Address& address) const;

signals:
    void changed();

private:
    std::shared_ptr<const workspace::Trail> trail_;
};

}  // namespace pb::ui
