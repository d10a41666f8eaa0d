#pragma once

#include "models/base/Result.h"
#include "models/flow/Message.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pb::flow {

/// Identity of a cause: a hash of root class, first frame in user code, message template and detail template.
using Fingerprint = std::uint64_t;

/// Where a message was read when it failed.
struct Origin {
    std::string channel;          ///< topic or queue; empty = unknown
    std::int32_t partition = -1;  ///< -1 = unknown or none
    std::int64_t offset = -1;
    std::string exchange, routingKey;  ///< AMQP only
    friend bool operator==(const Origin&, const Origin&) = default;
};

/// A message that failed, in one normal form whatever the convention that parked it. Unknown fields are empty.
struct DeadLetter {
    Position position;            ///< where the dead letter itself lies
    std::string convention;       ///< id of the Convention that read it: "spring-kafka"
    Origin origin;
    std::string group;            ///< consumer group, connector or application that failed
    std::string endpoint;         ///< what it was talking to, or the task or host that failed
    std::string route;            ///< Camel route
    std::string className;        ///< as the convention names it, often a wrapper
    std::string rootClass;        ///< the first class of the `Caused by:` chain that is no wrapper
    std::string message;          ///< of the exception as the convention has it
    std::string rootMessage;      ///< of rootClass; equal to `message` where there is no chain
    std::string messageTemplate;  ///< rootMessage with ids, numbers, dates, quoted values … masked
    std::string stack;            ///< as it came; frames by framesOf()
    std::string topUserFrame;     ///< "com.acme.orders.OrderService.callBank(App.java:72)": no framework code
    std::int64_t attempts = 0;    ///< 0 = unknown
    Millis firstFailure = 0;      ///< 0 = unknown; the message's own time where the convention has none
    Millis lastFailure = 0;
    std::string stage;            ///< "VALUE_CONVERTER", "rejected" …
    std::string detail;           ///< what the other side answered: an HTTP body, a problem document (RFC 9457)
    std::string detailTemplate;   ///< "422 /lines/*/qty type": status, masked pointer and keyword of a problem document
    Fingerprint cause = 0;
};

/// The lines of a Java, .NET or Python stack trace that are frames, without "at " and blanks, outermost exception first.
std::vector<std::string_view> framesOf(std::string_view stack);

/// What a message says of its failure, and the headers that say so.
enum class FailureField {
    originChannel, originPartition, originOffset, originExchange, originRoutingKey, group, endpoint, route, className,
    rootClass, message, rootMessage, stack, attempts, firstFailure, lastFailure, stage, detail,
};

enum class FieldEncoding {
    automatic,  ///< text; for numbers decimal text or 1, 2, 4, 8 bytes big-endian; for times also ISO 8601
    bigEndian,  ///< signed, 1 to 8 bytes: Java's ByteBuffer and BigInteger.toByteArray
};

struct FieldRule {
    FailureField field = FailureField::message;
    std::string header;
    FieldEncoding encoding = FieldEncoding::automatic;
    bool takesLast = false;  ///< of repeated headers; the first is the origin, the last the last hop
};

/// How one framework (or one house, by a user profile) parks messages. Data, so that a profile can say it too.
struct Convention {
    std::string id;
    std::string name;                    ///< of the product, untranslated
    std::vector<std::string> signature;  ///< any of these headers means this convention
    std::vector<FieldRule> rules;        ///< the first rule of a field whose header is there wins
    std::vector<std::string> dropped;    ///< headers a redrive leaves out; "prefix*" for a family
    void (*refine)(const Message& message, DeadLetter& letter) = nullptr;  ///< what rules cannot say: x-death

    /// Whether a redrive must leave the header out: failure headers and those that only the broker may set.
    bool drops(std::string_view header) const;
};

/// The conventions that are known: the built-in ones (conventions/, one file each) and the user's profiles, which win.
class Conventions {
public:
    Conventions();  ///< the built-in ones

    /// A user profile, JSON or YAML: {"id": "acme", "name": "Acme", "signature": ["dlq-reason"],
    /// "fields": {"originChannel": "dlq-topic", "attempts": {"header": "dlq-try", "encoding": "bigEndian"}},
    /// "drop": ["dlq-*"]}. An error names the member that is wrong.
    Done addProfile(std::string_view jsonOrYaml);
    void add(Convention convention);

    /// Null when no header of the message is the signature of a convention.
    const Convention* detect(const Message& message) const;
    const Convention* find(std::string_view id) const;
    /// Whether a redrive of the message leaves the header out: any convention that the message bears may say so.
    bool drops(const Message& message, std::string_view header) const;
    std::vector<const Convention*> all() const;

    /// Never fails: what cannot be read stays empty. A message without a known convention gives a DeadLetter with
    /// position, time and cause "unknown".
    DeadLetter normalise(const Message& message) const;

private:
    std::vector<std::shared_ptr<const Convention>> conventions_;  ///< the first that matches wins
};

/// One error inside of a problem document.
struct ProblemError {
    std::string pointer;  ///< RFC 6901, into the body that was refused
    std::string keyword;  ///< JSON Schema keyword or code: "type", "required"
    std::string schema;   ///< pointer or URI of the clause in the contract, where it is told
    std::string sentence;
};

/// `detail` as the problem document that it is (RFC 9457, with the lists `errors`, `violations`, `invalid-params`,
/// `details` that services use, FastAPI's included). Not a problem document = invalidInput.
struct ProblemDocument {
    std::string type, title, sentence, instance;
    std::int64_t status = 0;
    std::vector<ProblemError> errors;
};
Result<ProblemDocument> readProblem(std::string_view detail);

}  // namespace pb::flow
