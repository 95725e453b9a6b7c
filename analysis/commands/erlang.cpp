// `tiersim erlang`: agents for one steady hour, by closed forms.

#include <fmt/format.h>

#include <array>

#include "analysis/commands/command.hpp"
#include "analysis/erlang_answer.hpp"
#include "analysis/report_format.hpp"
#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim::commands {
namespace {

constexpr std::uint64_t most_erlang_agents = 1'000'000;
constexpr std::string_view default_promise = "80% in 20s";

constexpr std::array<Option, 8> erlang_table = {{
    {"volume", "RATE", "tickets of the busiest interval: 120/h or 2/min"},
    {"handle-time", "TIME", "mean agent time of a ticket: 6m"},
    {"target", "LEVEL", "share to be answered in a time, default \"80% in 20s\""},
    {"patience", "TIME", "who waits hangs up after this mean time; default: nobody does"},
    {"agents", "N", "also tell what so many on duty give"},
    {"occupancy-cap", "SHARE", "highest occupancy that is wanted: 85%; default: none"},
    {"shrinkage", "SHARE", "paid hours that are not on duty: 30%; default: none"},
    {"json", "", "print JSON"},
}};

[[noreturn]] void bad_option(std::string_view name,
                             std::string_view value,
                             std::string_view why,
                             std::string_view suggestion) {
  throw BadUsage{fmt::format("option '--{}' is {} ({}); {}", name, tiersim::in_quotes(value), why,
                             suggestion)};
}

[[noreturn]] void bad_option(std::string_view name,
                             std::string_view value,
                             const Complaint& complaint,
                             std::string_view example) {
  bad_option(name, value, complaint.why.empty() ? complaint.what : complaint.why,
             complaint.suggestion.empty()
                 ? fmt::format("write for example `--{} {}`", name, example)
                 : complaint.suggestion);
}

/// A length of time in ms. \throws BadUsage
double length_of(std::string_view name, std::string_view text, std::string_view example) {
  const Parsed<Span> span = parse_span(text, TimeUnits::work);
  if (!span) bad_option(name, text, span.complaint(), example);
  return static_cast<double>(span->elapsed().count());
}

/// A share in [low, high]. \throws BadUsage
double share_of(std::string_view name, std::string_view text, double low, double high) {
  const Parsed<double> share = parse_percent(text);
  if (!share) bad_option(name, text, share.complaint(), "30%");
  if (*share < low || *share > high) {
    bad_option(name, text,
               fmt::format("it is from {} to {}", percent_text(low), percent_text(high)),
               name == "target" ? "write for example `80% in 20s`" : "write for example `30%`");
  }
  return *share;
}

double tickets_an_hour(std::string_view text) {
  if (parse_number(text)) {
    bad_option("volume", text, "a rate is a count and a time",
               fmt::format("write `--volume {}/h`", text));
  }
  const Parsed<Volume> volume = parse_volume(text);
  if (!volume) bad_option("volume", text, volume.complaint(), "120/h");
  if (volume->unit != VolumeUnit::per_hour) {
    bad_option("volume", text,
               "the hours of a day are not alike: the rate of one interval is asked",
               "write for example `--volume 120/h`, of the busiest hour");
  }
  if (volume->amount <= 0 || volume->amount > most_tickets_an_hour) {
    bad_option("volume", text,
               fmt::format("it is above 0, and at most {}/h", grouped(most_tickets_an_hour, 0)),
               "write for example `--volume 120/h`");
  }
  return volume->amount;
}

/// `80% in 20s`, `80% within 20s`.
LivePromise promise_of(std::string_view text) {
  constexpr std::string_view form = "it is a share and a time: \"80% in 20s\"";
  for (const std::string_view between : {" within ", " in "}) {
    const std::size_t at = text.find(between);
    if (at == std::string_view::npos) continue;
    LivePromise promise;
    promise.share = share_of("target", trimmed(text.substr(0, at)), 0.001, 0.9999);
    promise.within_ms =
        length_of("target", trimmed(text.substr(at + between.size())), "\"80% in 20s\"");
    return promise;
  }
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const Parsed<double> share = parse_number(trimmed(text.substr(0, slash)));
    const Parsed<double> seconds = parse_number(trimmed(text.substr(slash + 1)));
    if (share && seconds) {
      bad_option("target", text, form,
                 fmt::format("write `--target \"{}% in {}s\"`", number_text(*share),
                             number_text(*seconds)));
    }
  }
  bad_option("target", text, form, "write for example `--target \"80% in 20s\"`");
}

std::string needed(const Given& given, std::string_view name, std::string_view example) {
  if (const std::optional<std::string> text = given.text(name)) return *text;
  throw BadUsage{
      fmt::format("`tiersim erlang` needs `--{0} ...`; write for example `tiersim erlang "
                  "--volume 120/h --handle-time 6m` ({0}: {1})",
                  name, example)};
}

/// How busy people may be, and how many of them are there.
void set_people(const Given& given, ErlangQuestion& question) {
  if (const auto cap = given.text("occupancy-cap")) {
    const Parsed<double> share = parse_percent(*cap);
    if (share && *share >= 1) {
      bad_option("occupancy-cap", *cap,
                 "it is from 1% to below 100%: people who are busy all the time have a queue that "
                 "grows for ever",
                 "leave it out for no cap, or write for example `--occupancy-cap 85%`");
    }
    question.promise.occupancy_cap = share_of("occupancy-cap", *cap, 0.01, 1);
  }
  if (const auto shrinkage = given.text("shrinkage")) {
    constexpr double most_shrinkage = 0.95;
    const Parsed<double> share = parse_percent(*shrinkage);
    if (share && *share > most_shrinkage) {
      bad_option("shrinkage", *shrinkage,
                 *share >= 1 ? "nobody who is paid would be on duty: it is at most 95%"
                             : "it is from 0% to 95%",
                 "write for example `--shrinkage 30%`");
    }
    question.shrinkage = share_of("shrinkage", *shrinkage, 0, most_shrinkage);
  }
}

ErlangQuestion question_of(const Given& given) {
  ErlangQuestion question;
  question.tickets_an_hour = tickets_an_hour(needed(given, "volume", "120/h"));
  question.live.mean_handle_ms = length_of("handle-time", needed(given, "handle-time", "6m"), "6m");
  if (question.live.mean_handle_ms <= 0) {
    bad_option("handle-time", *given.text("handle-time"), "it is above 0",
               "write for example `--handle-time 6m`");
  }
  constexpr double ms_an_hour = 3'600'000;
  question.live.load = question.tickets_an_hour * question.live.mean_handle_ms / ms_an_hour;
  if (const auto patience = given.text("patience")) {
    question.live.mean_patience_ms = length_of("patience", *patience, "3m");
    if (question.live.mean_patience_ms <= 0) {
      bad_option("patience", *patience, "it is above 0", "write for example `--patience 3m`");
    }
  }
  question.promise = promise_of(given.text("target").value_or(std::string{default_promise}));
  set_people(given, question);
  question.agents = given.number("agents", 1, most_erlang_agents);
  constexpr double most_load = static_cast<double>(most_erlang_agents) / 10;
  if (question.live.load > most_load) {
    throw BadUsage{
        fmt::format("{} tickets an hour of that length are {} erlangs (at most {}); take "
                    "a smaller --volume or --handle-time",
                    grouped(question.tickets_an_hour, 0), grouped(question.live.load, 0),
                    grouped(most_load, 0))};
  }
  return question;
}

}  // namespace

std::span<const Option> erlang_options() { return erlang_table; }

ExitCode erlang(const Arguments& arguments, Streams& streams) {
  const Given given = parse("erlang", arguments);
  const ErlangReply reply = erlang_reply(question_of(given));
  print(streams, given.has("json") ? erlang_json(reply) : erlang_text(reply));
  return ExitCode::fine;
}

}  // namespace tiersim::commands
