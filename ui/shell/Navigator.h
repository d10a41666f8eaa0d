#pragma once

#include "models/base/Address.h"
#include "models/base/Finding.h"
#include "ui/shell/Page.h"

#include <QObject>

#include <optional>
#include <vector>

namespace pb::ui {

/// One stop of the history: a page and what it showed. An address without a name is the page's overview.
struct Visit {
    QString page;
    Address address;
    friend bool operator==(const Visit&, const Visit&) = default;
};

/// Where the user is and was. Knows which page shows which kind of address; the window listens and shows it.
class Navigator final : public QObject {
    Q_OBJECT
public:
    void registerPage(PageInfo info);
    const std::vector<PageInfo>& pages() const { return pages_; }
    const PageInfo* page(const QString& id) const;
    const PageInfo* pageFor(AddressKind kind) const;

    /// Shows the object; ErrorCode::notFound when no page shows this kind.
    Done goTo(const Address& address);
    /// The place of a finding or error: its address, or a file of the workspace.
    Done goTo(const Place& place);
    void goToMode(Mode mode);             ///< back to what this mode showed last, else its overview
    void goToPage(const QString& id);     ///< the same for one page

    bool canGoBack() const { return position_ > 0; }
    bool canGoForward() const { return position_ + 1 < static_cast<int>(history_.size()); }
    void back();
    void forward();
    /// The page moved by itself (another row was selected): the present stop takes the new address.
    void amend(const Address& address);
    std::optional<Visit> current() const;

signals:
    void visited(const pb::ui::Visit& visit);

private:
    void push(Visit visit);
    bool goToLast(const std::function<bool(const QString& page)>& isWanted);

    static constexpr std::size_t historyLimit = 200;
    std::vector<PageInfo> pages_;
    std::vector<Visit> history_;
    int position_ = -1;
};

}  // namespace pb::ui
