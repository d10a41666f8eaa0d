#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/route/RouteDocument.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

Result<route::RouteDocument> load(const Context& context, const std::string& file) {
    PB_TRY(text, readFile(pathFromUtf8(context.workspaceFolder) / pathFromUtf8(file)));
    return route::RouteDocument::parse(std::move(text), file);
}

std::vector<Row> rowsOf(const std::vector<route::Step>& steps) {
    std::vector<Row> rows;
    for (const route::Step& step : steps) {
        Row& row = rows.emplace_back().text("step", step.kind).textOrNull("name", step.name);
        row.textOrNull("expression", step.expression ? step.expression->text : "").textOrNull("endpoint", step.endpoint ? step.endpoint->uri : "");
        row.rows("steps", rowsOf(step.steps));
    }
    return rows;
}

void print(Context& context, const std::vector<route::Step>& steps, int level) {
    for (const route::Step& step : steps) {
        std::string line(static_cast<std::size_t>(level) * 4, ' ');
        line += step.kind + (step.name.empty() ? "" : " " + step.name);
        line += step.expression ? " = " + step.expression->text : "";
        line += step.endpoint ? " " + step.endpoint->uri : "";
        context.line(line);
        print(context, step.steps, level + 1);
    }
}

Exit show(Context& context, const std::string& file) {
    const auto document = load(context, file);
    if (!document) {
        return context.failed(document.error());
    }
    for (const route::Route& route : document->routes()) {
        context.row(Row().text("route", route.id).text("from", route.from.uri).rows("steps", rowsOf(route.steps)), route.id + ": " + route.from.uri);
        if (!context.json) {
            print(context, route.steps, 1);
        }
    }
    return context.report(document->findings());
}

Exit check(Context& context, const std::vector<std::string>& files) {
    std::vector<route::RouteDocument> documents;
    std::vector<Finding> findings;
    for (const std::string& file : files) {
        auto document = load(context, file);
        if (!document) {
            return context.failed(document.error());
        }
        findings.insert(findings.end(), document->findings().begin(), document->findings().end());
        documents.push_back(std::move(*document));
    }
    const auto doubles = route::duplicateRouteIds(documents);
    findings.insert(findings.end(), doubles.begin(), doubles.end());
    return context.report(findings);
}

}  // namespace

std::vector<Verb> routeVerbs() {
    return {
        {"route", "show", QT_TRANSLATE_NOOP("pb", "Shows the steps of the routes in a file"),
         "patchbay-cli route show routes/orders.camel.yaml",
         [](CLI::App& parser) -> Run {
             auto file = std::make_shared<std::string>();
             parser.add_option("file", *file, "Route file of the workspace")->required();
             return [file](Context& context) { return show(context, *file); };
         }},
        {"route", "check", QT_TRANSLATE_NOOP("pb", "Checks route files"), "patchbay-cli route check routes/orders.camel.yaml",
         [](CLI::App& parser) -> Run {
             auto files = std::make_shared<std::vector<std::string>>();
             parser.add_option("files", *files, "Route files of the workspace")->required();
             return [files](Context& context) { return check(context, *files); };
         }},
    };
}

}  // namespace pb::app
