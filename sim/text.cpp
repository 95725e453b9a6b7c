#include "sim/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text_hints.hpp"

namespace tiersim {
namespace {

std::optional<double> plain_number(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || last != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string number_hint(std::string_view text) {
  const std::string meant = meant_number(text);
  return plain_number(meant) ? fmt::format("write {}", meant) : "";
}

/// `1e3`, `14 people`, `6.5`
std::string whole_hint(std::string_view text) {
  const auto number = plain_number(plain_number(text) ? std::string{text} : meant_number(text));
  if (!number || *number < 0 || *number > 1e15) return "";
  const double below = std::floor(*number);
  return below == *number ? fmt::format("write {:.0f}", below)
                          : fmt::format("write {:.0f} or {:.0f}", below, below + 1);
}

/// The same of a share. \param text  without unit or with one that is not `%` alone.
std::string share_hint(std::string_view text) {
  const auto number = plain_number(meant_number(text));
  if (!number) return "";
  const bool is_fraction = std::abs(*number) <= 1 && text.find('%') == std::string_view::npos;
  return fmt::format("write `{:.6g}%`", is_fraction ? *number * 100 : *number);
}

/// A decimal number times a power of ten, as text: nothing is rounded.
std::string times_ten_to(std::string_view number, int power) {
  const std::size_t e = number.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view exponent = number.substr(e + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    int own = 0;
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), own);
    power += own;
  }
  return fmt::format("{}e{}", number.substr(0, e), power);
}

/// The share of a text that ends with `%`. 99.9% is 0.999 to the last bit, which 99.9 / 100 is not.
std::optional<double> share_of(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  const std::string_view number = text.substr(0, text.size() - 1);
  if (!plain_number(number)) return std::nullopt;
  return plain_number(times_ten_to(number, -2));
}

struct VolumeWord {
  std::string_view word;
  VolumeUnit unit;
  double factor;
};
constexpr std::array<VolumeWord, 6> volume_words = {{
    {"h", VolumeUnit::per_hour, 1},
    {"day", VolumeUnit::per_day, 1},
    {"bd", VolumeUnit::per_business_day, 1},
    {"week", VolumeUnit::per_week, 1},
    {"month", VolumeUnit::per_month, 1},
    {"min", VolumeUnit::per_hour, 60},
}};
constexpr std::string_view volume_rule =
    "a volume is a count and a time: /h, /day, /bd, /week, /month or /min";

struct Alias {
  std::string_view word;
  std::string_view meant;
};
constexpr std::array<Alias, 17> volume_aliases = {{{"d", "day"},
                                                   {"days", "day"},
                                                   {"w", "week"},
                                                   {"weeks", "week"},
                                                   {"wk", "week"},
                                                   {"hour", "h"},
                                                   {"hr", "h"},
                                                   {"m", "min"},
                                                   {"minute", "min"},
                                                   {"mo", "month"},
                                                   {"months", "month"},
                                                   {"business_day", "bd"},
                                                   {"business day", "bd"},
                                                   {"working_day", "bd"},
                                                   {"working day", "bd"},
                                                   {"workday", "bd"},
                                                   {"weekday", "bd"}}};

Complaint bad_volume_unit(std::string_view text, double amount, std::string_view unit) {
  Complaint complaint{fmt::format("{} has an unknown unit", in_quotes(text)),
                      std::string{volume_rule}, "write for example `80/bd`"};
  for (const Alias& alias : volume_aliases) {
    if (alias.word == unit)
      complaint.suggestion = fmt::format("write `{}/{}`", amount, alias.meant);
  }
  if (unit == "year" || unit == "y" || unit == "a") {
    complaint.suggestion = fmt::format("write `{:.6g}/month`", amount / 12);
  }
  return complaint;
}

/// `80 per day`, `1,5/h`
std::string volume_hint(std::string_view text) {
  const std::string amount = meant_number(text);
  const std::size_t blank = text.rfind(' ');
  const bool is_change = text.find('%') != std::string_view::npos;  // `+10%`
  if (!plain_number(amount) || amount.starts_with('-') || is_change)
    return "write for example `80/bd`";
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos && blank == std::string_view::npos) {
    return fmt::format("write `{0}/bd` for business days or `{0}/day` for all", amount);
  }
  const std::string_view unit = text.substr((slash == std::string_view::npos ? blank : slash) + 1);
  const std::string meant = fmt::format("{}/{}", amount, trimmed(unit));
  return meant != text && parse_volume(meant) ? fmt::format("write `{}`", meant)
                                              : "write for example `80/bd`";
}

/// `2%`, `20%/year`
std::string growth_hint(std::string_view text) {
  const std::size_t percent = text.find('%');
  const auto share =
      percent == std::string_view::npos ? std::nullopt : share_of(text.substr(0, percent + 1));
  if (!share || *share <= -1) return "write for example `2%/month`";
  if (text.find('y') == std::string_view::npos) {
    return fmt::format("write `{}/month`", text.substr(0, percent + 1));
  }
  return fmt::format("write `{:.4g}%/month`", (std::pow(1 + *share, 1.0 / 12) - 1) * 100);
}

}  // namespace

Parsed<double> parse_number(std::string_view text) {
  if (const auto number = plain_number(text)) return *number;
  if (const auto share = share_of(text)) {
    return Complaint{fmt::format("{} is a share", in_quotes(text)), "a plain number is wanted here",
                     fmt::format("write {}", *share)};
  }
  return Complaint{fmt::format("{} is not a number", in_quotes(text)), "", number_hint(text)};
}

Parsed<std::uint64_t> parse_whole(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc{} && last == end) return number;
  return Complaint{fmt::format("{} is not a whole number", in_quotes(text)),
                   "digits only, without a unit", whole_hint(text)};
}

Parsed<double> parse_percent(std::string_view text) {
  if (const auto share = share_of(text)) return *share;
  if (plain_number(text)) {
    return Complaint{fmt::format("{} has no unit", in_quotes(text)),
                     "a share is written with its %", share_hint(text)};
  }
  return Complaint{fmt::format("{} is not a share", in_quotes(text)), "a share is written as `65%`",
                   share_hint(text)};
}

Parsed<double> parse_factor(std::string_view text) {
  if (const auto number = plain_number(text)) return *number;
  if (const auto share = share_of(text)) return *share;
  return Complaint{fmt::format("{} is not a factor", in_quotes(text)),
                   "a factor is written as `1.6` or `160%`",
                   text.find('%') == std::string_view::npos ? number_hint(text) : ""};
}

Parsed<double> parse_growth(std::string_view text) {
  constexpr std::string_view per_month = "/month";
  if (text.ends_with(per_month)) {
    const std::string_view share = text.substr(0, text.size() - per_month.size());
    if (const auto growth = share_of(share)) return *growth;
  }
  return Complaint{fmt::format("{} is not a growth", in_quotes(text)),
                   "growth is a share a month, compounded: `2%/month`", growth_hint(text)};
}

Parsed<Volume> parse_volume(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto amount = plain_number(trimmed(text.substr(0, slash)));
  if (!amount) {
    return Complaint{fmt::format("{} is not a volume", in_quotes(text)), std::string{volume_rule},
                     volume_hint(text)};
  }
  if (*amount < 0) {
    return Complaint{fmt::format("{} is below zero", in_quotes(text)), std::string{volume_rule},
                     ""};
  }
  if (slash == std::string_view::npos) {
    return Complaint{fmt::format("{} has no unit", in_quotes(text)), std::string{volume_rule},
                     fmt::format("write `{0}/bd` for business days or `{0}/day` for all", text)};
  }
  const std::string_view unit = trimmed(text.substr(slash + 1));
  for (const VolumeWord& known : volume_words) {
    if (known.word == unit) return Volume{*amount * known.factor, known.unit};
  }
  return bad_volume_unit(text, *amount, unit);
}

std::string number_text(double number) { return fmt::format("{}", number); }

std::string percent_text(double share) {
  std::string digits;  // d.ddde-02, with as few digits as are needed
  for (int decimals = 0; decimals <= 16; ++decimals) {
    digits = fmt::format("{:.{}e}", share, decimals);
    if (plain_number(digits) == share) break;
  }
  const std::string percent = times_ten_to(digits, 2);
  const std::string readable = number_text(plain_number(percent).value_or(0));
  return (plain_number(times_ten_to(readable, -2)) == share ? readable : percent) + "%";
}

std::string volume_text(const Volume& volume) {
  for (const VolumeWord& known : volume_words) {
    if (known.unit == volume.unit) return fmt::format("{}/{}", volume.amount, known.word);
  }
  return "";
}

}  // namespace tiersim
