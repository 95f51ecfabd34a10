#include "api/endpoints/all.hpp"

#include <iterator>

#include "api/endpoints/sensors.hpp"

namespace gangmu::api {
namespace {

void add_dates(Endpoint& endpoint) {
    if (endpoint.method != http::Method::get) return;
    endpoint.query.push_back(
        {.name = "as_of",
         .type = Type::date,
         .about = {"當日結束時（臺北時間）已知的內容", "What was known at that day's end (Asia/Taipei)"}});
    endpoint.query.push_back(
        {.name = "on", .type = Type::date, .about = {"當日有效的內容", "What was in force on that day"}});
}

}  // namespace

const std::vector<Endpoint>& endpoints() {
    static const std::vector<Endpoint> all = [] {
        std::vector<Endpoint> out;
        for (auto* topic : {about_endpoints,
                            session_endpoints,
                            plan_endpoints,
                            change_endpoints,
                            desk_endpoints,
                            agency_endpoints,
                            search_endpoints,
                            document_endpoints,
                            job_endpoints,
                            account_endpoints,
                            token_endpoints,
                            register_endpoints,
                            calendar_endpoints,
                            cycle_endpoints,
                            report_endpoints,
                            sheet_endpoints,
                            work_endpoints,
                            evaluation_endpoints,
                            evaluation_settings_endpoints,
                            act_endpoints,
                            element_endpoints,
                            value_endpoints,
                            rollup_endpoints,
                            notice_endpoints,
                            feed_endpoints,
                            audit_endpoints,
                            import_endpoints,
                            revision_endpoints,
                            meeting_endpoints,
                            action_endpoints,
                            stock_endpoints,
                            stock_write_endpoints,
                            stock_sheet_endpoints,
                            alert_endpoints,
                            sensor_things_endpoints,
                            sensor_rate_endpoints,
                            ledger_endpoints}) {
            auto more = topic();
            for (Endpoint& endpoint : more)
                add_dates(endpoint);
            std::move(more.begin(), more.end(), std::back_inserter(out));
        }
        return out;
    }();
    return all;
}

}  // namespace gangmu::api
