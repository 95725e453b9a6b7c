#include "sim/key_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/reference_page.hpp"
#include "sim/suggest.hpp"

namespace tiersim {
namespace {

struct Synonym {
  std::string_view word;
  std::string_view key;
};
/// What planners call our keys.
constexpr std::array<Synonym, 31> synonyms = {{{"agents", "heads"},
                                               {"aht", "handle_time"},
                                               {"availability", "support_share"},
                                               {"duration", "length"},
                                               {"end", "length"},
                                               {"fcr", "resolves"},
                                               {"fixed", "deterministic"},
                                               {"fte", "heads"},
                                               {"groups", "staff"},
                                               {"headcount", "heads"},
                                               {"holiday", "leave"},
                                               {"hourly_rate", "cost_per_hour"},
                                               {"hours", "weekly"},
                                               {"metric", "kpi"},
                                               {"normal", "lognormal"},
                                               {"people", "staff"},
                                               {"rate", "cost_per_hour"},
                                               {"rules", "straight"},
                                               {"runs", "replications"},
                                               {"schedule", "weekly"},
                                               {"sd", "cv"},
                                               {"sick", "sickness"},
                                               {"std", "cv"},
                                               {"streams", "demand"},
                                               {"team", "staff"},
                                               {"teams", "staff"},
                                               {"threshold", "is"},
                                               {"types", "ticket_types"},
                                               {"vacation", "leave"},
                                               {"wage", "cost_per_hour"},
                                               {"warmup", "warm_up"}}};
constexpr std::size_t most_homes = 3;

/// "`holidays` stands in `calendars.NAME` or `shifts.NAME`"; empty where it stands nowhere.
std::string home_hint(std::string_view key) {
  const std::vector<std::string> homes = homes_of(key);
  if (homes.empty() || homes.size() > most_homes) return "";
  std::string text = fmt::format("`{}` stands ", key);
  for (const std::string& home : homes) {
    if (&home != &homes.front()) text += " or ";
    text += home.empty() ? "at the top" : fmt::format("in `{}`", home);
  }
  return text;
}

}  // namespace

std::string meant_key(std::string_view word, const std::vector<std::string>& known) {
  for (const Synonym& synonym : synonyms) {
    std::string key{synonym.key};
    if (synonym.word == word && std::ranges::find(known, key) != known.end()) return key;
  }
  return nearest(word, known);
}

std::string key_hint(std::string_view word, const std::vector<std::string>& known) {
  const std::string meant = meant_key(word, known);
  if (!meant.empty()) return fmt::format("did you mean {}?", in_quotes(meant));
  if (word.front() >= '0' && word.front() <= '9') {
    return "a comma inside braces parts entries: in numbers, write `26.50` and `1200`";
  }
  std::string hint = home_hint(word);
  if (hint.empty()) hint = did_you_mean(word, known, "keys here");
  return hint.empty() ? "`tiersim reference` lists the keys" : hint;
}

}  // namespace tiersim
