// Ranges of whole numbers (see text.hpp).

#include <fmt/format.h>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

constexpr std::uint64_t highest_of_ranges = 999'999'999;

/// `8-16`, `8 to 16`, `8:16` as the range that is meant; empty where none is.
std::string meant_range(std::string_view text) {
  for (const std::string_view between : {"...", "-", "to", ":", ","}) {
    const std::size_t at = text.find(between);
    if (at == std::string_view::npos) continue;
    const Parsed<std::uint64_t> low = parse_whole(trimmed(text.substr(0, at)));
    const Parsed<std::uint64_t> high = parse_whole(trimmed(text.substr(at + between.size())));
    if (low && high && *low <= *high) return fmt::format("{}..{}", *low, *high);
  }
  return "";
}

}  // namespace

Parsed<WholeRange> parse_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  const auto complain = [&](std::string why, std::string suggestion) {
    return Complaint{fmt::format("{} is no range", in_quotes(text)), std::move(why),
                     std::move(suggestion)};
  };
  const std::string_view form = "a range is two whole numbers with two dots between: `8..16`";
  const std::string meant = meant_range(text);
  const std::string hint = meant.empty() ? "write for example `8..16`, or a list of values"
                                         : fmt::format("write `{}`", meant);
  if (dots == std::string_view::npos) return complain(std::string{form}, hint);
  const Parsed<std::uint64_t> low = parse_whole(trimmed(text.substr(0, dots)));
  const Parsed<std::uint64_t> high = parse_whole(trimmed(text.substr(dots + 2)));
  if (!low || !high) return complain(std::string{form}, hint);
  if (*high > highest_of_ranges) {
    return complain(fmt::format("the end of a range is at most {}", highest_of_ranges), "");
  }
  if (*low > *high) {
    return complain("it ends before it starts", fmt::format("write `{}..{}`", *high, *low));
  }
  return WholeRange{*low, *high};
}

}  // namespace tiersim
