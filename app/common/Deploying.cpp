#include "app/common/Deploying.h"

#include "models/base/Address.h"
#include "models/deploy/Release.h"

namespace pb::app {

Result<Deploying> openTarget(Desk& desk, const std::string& connection, workspace::Connection* embedded) {
    Deploying deploying;
    deploying.connection = connection;
    if (connection.empty()) {
        PB_TRY(only, desk.onlyTarget());
        deploying.connection = std::move(only);
    }
    deploying.subject = Address::of(AddressKind::connection, deploying.connection).print();
    if (embedded) {
        deploying.target = embedded->target();
    }
    if (!deploying.target) {
        PB_TRY(target, desk.target(deploying.connection));
        deploying.target = std::move(target);
    }
    return deploying;
}

Result<deploy::Plan> planRelease(Desk& desk, const Deploying& deploying, const std::string& release, StopToken stop) {
    PB_TRY(read, deploy::readRelease(desk.folder(), release));
    deploy::PlanInput input;
    PB_TRY(desired, deploy::contentsOf(desk.folder(), read));
    PB_TRY(base, deploy::lastApplied(desk.journal(), deploying.subject));
    PB_TRY(identity, deploying.target->identify(stop));
    PB_TRY(live, deploying.target->read({}, stop));
    input.release = release;
    input.rules = std::move(identity.rules);
    input.desired = std::move(desired);
    input.base = std::move(base.resources);
    input.live = std::move(live);
    return deploy::makePlan(input);
}

}  // namespace pb::app
