#include "analysis/erlang_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

constexpr std::uint64_t rows_around = 3;  ///< rows above and below
constexpr double ms_a_second = 1000;

ErlangRow erlang_row(const ErlangQuestion& question, std::uint64_t agents) {
  return {agents, static_cast<double>(agents) / (1 - question.shrinkage),
          live_answer(agents, question.live, question.promise.within_ms)};
}

bool has_patience(const ErlangQuestion& question) {
  return std::isfinite(question.live.mean_patience_ms);
}

std::string erlang_share(double share) { return value_text(share, Unit::share, ""); }

/// Two digits of what is small, which would be 0 otherwise. \param usual  how it is written else.
std::string small_or(double number, const std::string& usual) {
  constexpr double small = 0.1;
  return number > 0 && number < small ? fmt::format("{:.2g}", number) : usual;
}

std::string erlang_length(double ms) {
  return duration_text(Duration{static_cast<std::int64_t>(std::llround(ms))});
}

std::string answered_text(double within_ms) {
  return within_ms > 0 ? fmt::format("answered within {}", erlang_length(within_ms))
                       : std::string{"answered at once"};
}

std::string promise_text(const LivePromise& promise) {
  std::string text =
      fmt::format("{} {}", percent_text(promise.share), answered_text(promise.within_ms));
  if (promise.occupancy_cap < 1) {
    text += fmt::format(", occupancy at most {}", percent_text(promise.occupancy_cap));
  }
  return text;
}

std::string agents_text(std::uint64_t agents) {
  return fmt::format("{} agent{} on duty", grouped(static_cast<double>(agents), 0),
                     agents == 1 ? "" : "s");
}

std::string heads_clause(const ErlangReply& reply, const ErlangRow& row) {
  if (reply.question.shrinkage <= 0) return "";
  return fmt::format(", {} heads at {} shrinkage", grouped(row.heads, 1),
                     percent_text(reply.question.shrinkage));
}

std::string erlang_verdict(const ErlangReply& reply) {
  const ErlangRow needed = erlang_row(reply.question, reply.needed);
  std::string enough =
      fmt::format("needed: {}{}\n", agents_text(reply.needed), heads_clause(reply, needed));
  if (!reply.question.agents) return enough;
  const bool holds = *reply.question.agents >= reply.needed;
  return fmt::format("asked:  {}{}: {}\n", agents_text(*reply.question.agents),
                     heads_clause(reply, reply.told),
                     holds ? "they hold the target" : "they miss the target") +
         enough;
}

std::string erlang_figures(const ErlangReply& reply) {
  if (!reply.told.answer) {
    return wrapped("  more comes in than they can work: the queue would grow for ever", 80, "  ") +
           "\n";
  }
  const LiveAnswer& answer = *reply.told.answer;
  TextTable table;
  const std::string within = answered_text(reply.question.promise.within_ms);
  table.add({within, erlang_share(answer.answered_within)});
  table.add({"mean wait of those answered", time_text(answer.mean_wait_ms)});
  table.add({"have to wait", erlang_share(answer.waiting)});
  table.add({"hang up", has_patience(reply.question) ? erlang_share(answer.abandoned) : "-"});
  table.add({"occupancy", erlang_share(answer.occupancy)});
  return table.text(screen_columns);
}

std::string erlang_rows(const ErlangReply& reply) {
  TextTable table;
  table.add(
      {"agents", "heads", "in time", "mean wait", "have to wait", "hang up", "occupancy", ""});
  for (const ErlangRow& row : reply.rows) {
    std::vector<std::string> cells{std::to_string(row.agents), grouped(row.heads, 1)};
    if (row.answer) {
      const LiveAnswer& answer = *row.answer;
      cells.insert(cells.end(),
                   {erlang_share(answer.answered_within), time_text(answer.mean_wait_ms),
                    erlang_share(answer.waiting),
                    has_patience(reply.question) ? erlang_share(answer.abandoned) : "-",
                    erlang_share(answer.occupancy)});
    } else {
      cells.insert(cells.end(), {"0.0 %", "grows", "-", "-", "-"});
    }
    const bool is_asked = reply.question.agents && row.agents == *reply.question.agents;
    cells.emplace_back(row.agents == reply.needed ? "needed" : (is_asked ? "asked" : ""));
    table.add(std::move(cells));
  }
  return table.text(screen_columns);
}

std::string erlang_assumptions(const ErlangReply& reply) {
  const std::string_view patience =
      has_patience(reply.question)
          ? "who waits hangs up after an exponential time and does not call again (Erlang A)"
          : "nobody hangs up (Erlang C)";
  return wrapped(fmt::format("Taken for granted: a steady rate, arrivals by chance, exponential "
                             "handle times, one pool of alike agents, first come first served; {}.",
                             patience),
                 screen_columns, "") +
         "\n" +
         wrapped("Simulate instead (`tiersim run`) where the rate changes within hours or days "
                 "differ, tickets move between tiers, priorities or skills matter, work waits "
                 "over a shift's end, or the target is about resolution.",
                 screen_columns, "") +
         "\n";
}

nlohmann::ordered_json erlang_row_json(const ErlangRow& row) {
  nlohmann::ordered_json json{{"agents", row.agents}, {"heads", row.heads}};
  const LiveAnswer answer = row.answer.value_or(LiveAnswer{});
  const auto put = [&](const char* name, double value) {
    json[name] = row.answer ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
  };
  put("service_level", answer.answered_within);
  put("mean_wait_s", answer.mean_wait_ms / ms_a_second);
  put("waiting", answer.waiting);
  put("abandoned", answer.abandoned);
  put("occupancy", answer.occupancy);
  return json;
}

}  // namespace

ErlangReply erlang_reply(const ErlangQuestion& question) {
  ErlangReply reply{question, agents_for(question.live, question.promise), {}, {}};
  const std::uint64_t asked = question.agents.value_or(reply.needed);
  std::set<std::uint64_t> shown;
  for (const std::uint64_t centre : {reply.needed, asked}) {
    const std::uint64_t from = centre > rows_around ? centre - rows_around : 1;
    for (std::uint64_t n = from; n <= centre + rows_around; ++n) shown.insert(n);
  }
  for (const std::uint64_t agents : shown) reply.rows.push_back(erlang_row(question, agents));
  reply.told = erlang_row(question, asked);
  return reply;
}

std::string erlang_text(const ErlangReply& reply) {
  const ErlangQuestion& question = reply.question;
  std::string text =
      fmt::format("{} tickets an hour, {} each{}: {} erlangs\n",
                  small_or(question.tickets_an_hour, count_text(question.tickets_an_hour)),
                  erlang_length(question.live.mean_handle_ms),
                  has_patience(question)
                      ? fmt::format(", patience {}", erlang_length(question.live.mean_patience_ms))
                      : std::string{},
                  small_or(question.live.load, grouped(question.live.load, 2)));
  text += fmt::format("target: {}\n\n", promise_text(question.promise));
  text += erlang_verdict(reply) + '\n' + erlang_figures(reply) + '\n' + erlang_rows(reply) + '\n';
  return text + erlang_assumptions(reply);
}

std::string erlang_json(const ErlangReply& reply) {
  using Json = nlohmann::ordered_json;
  const ErlangQuestion& question = reply.question;
  const bool patient = !has_patience(question);
  Json rows = Json::array();
  for (const ErlangRow& row : reply.rows) rows.push_back(erlang_row_json(row));
  const Json asked{
      {"tickets_per_hour", question.tickets_an_hour},
      {"handle_time_s", question.live.mean_handle_ms / ms_a_second},
      {"patience_s", patient ? Json() : Json(question.live.mean_patience_ms / ms_a_second)},
      {"service_level", question.promise.share},
      {"within_s", question.promise.within_ms / ms_a_second},
      {"occupancy_cap", question.promise.occupancy_cap},
      {"shrinkage", question.shrinkage},
      {"agents", question.agents ? Json(*question.agents) : Json()}};
  const Json result{{"schema_version", 1},
                    {"kind", "erlang"},
                    {"version", TIERSIM_VERSION},
                    {"model", patient ? "erlang_c" : "erlang_a"},
                    {"asked", asked},
                    {"erlangs", question.live.load},
                    {"agents_needed", reply.needed},
                    {"heads_needed", erlang_row(question, reply.needed).heads},
                    {"answer", erlang_row_json(reply.told)},
                    {"agents", rows}};
  return result.dump(2) + '\n';
}

}  // namespace tiersim
