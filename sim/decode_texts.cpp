// Values that are one text (see decoder.hpp).

#include "sim/decoder.hpp"

namespace tiersim {

bool Decoder::is_shown(const YamlNode& node) {
  if (!has_control_characters(node.text)) return true;
  fail(node, {fmt::format("{} has control characters", in_quotes(node.text)),
              "they would act on the terminal that shows them", "leave them out"});
  return false;
}

void Decoder::read(const YamlNode& node, std::string& value, AsText as) {
  const std::string* const text = text_of(node, words(as));
  if (text && (as.lines == TextLines::several || is_shown(node))) value = *text;
}

void Decoder::read(const YamlNode& node, std::string& value, AsName as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (text->empty()) return fail(node, {fmt::format("the {} is empty", words(as).type), "", ""});
  if (is_shown(node)) value = *text;
}

void Decoder::read(const YamlNode& node, std::string& value, AsFile as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (text->empty()) return fail(node, {"the file name is empty", "", ""});
  value = *text;
}

void Decoder::read(const YamlNode& node, std::vector<std::string>& value, AsOneOfList as) {
  std::string name;
  read(node, name, AsName{as.of});
  value.assign(1, name);
  if (name.empty()) value.clear();
}

void Decoder::read(const YamlNode& node, bool& value, AsFlag as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (*text != "true" && *text != "false") {
    return fail(node, {fmt::format("{} is neither true nor false", in_quotes(*text)), "",
                       "write `true` or `false`"});
  }
  value = *text == "true";
}

void Decoder::store_in_range(const YamlNode& node,
                             const Parsed<double>& parsed,
                             Range range,
                             RangeUnit unit,
                             double& value) {
  double number = 0;
  if (!store(node, parsed, number)) return;
  if (!range.contains(number)) {
    return fail(node, {fmt::format("{} is out of range", in_quotes(node.text)),
                       "allowed: " + range_text(range, unit), ""});
  }
  value = number;
}

std::optional<std::uint64_t>
Decoder::whole_in(const YamlNode& node, std::uint64_t low, std::uint64_t high) {
  const Parsed<std::uint64_t> parsed = parse_whole(node.text);
  if (parsed && *parsed >= low && *parsed <= high) return *parsed;
  std::string_view digits = node.text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const bool is_whole =
      !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  fail(node, is_whole ? Complaint{fmt::format("{} is out of range", node.text.substr(0, 40)),
                                  fmt::format("allowed: {} to {}", low, high), ""}
                      : parsed.complaint());
  return std::nullopt;
}

void Decoder::read(const YamlNode& node, double& value, AsNumber as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store_in_range(node, parse_number(*text), as.range, RangeUnit::number, value);
  }
}

namespace {

/// The share that a complaint suggests, between backticks.
std::string share_in(const Complaint& complaint) {
  const std::size_t from = complaint.suggestion.find('`');
  const std::size_t to = complaint.suggestion.rfind('`');
  return from < to ? complaint.suggestion.substr(from + 1, to - from - 1) : "";
}

}  // namespace

void Decoder::read(const YamlNode& node, double& value, AsShare as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  const Parsed<double> share = parse_percent(*text);
  const Parsed<double> meant = share ? share : parse_percent(share_in(share.complaint()));
  if (share || !meant || as.range.contains(*meant)) {
    return store_in_range(node, share, as.range, RangeUnit::percent, value);
  }
  fail(node, {share.complaint().what, share.complaint().why,
              "allowed: " + range_text(as.range, RangeUnit::percent)});
}

void Decoder::read(const YamlNode& node, double& value, AsFactor as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store_in_range(node, parse_factor(*text), as.range, RangeUnit::number, value);
  }
}

void Decoder::read(const YamlNode& node, double& value, AsGrowth as) {
  if (const std::string* const text = text_of(node, words(as))) {
    constexpr Range above_minus_one{.low = -1, .low_open = true};
    store_in_range(node, parse_growth(*text), above_minus_one, RangeUnit::percent, value);
  }
}

void Decoder::read(const YamlNode& node, double& value, AsPhases as) {
  std::uint64_t phases = 0;
  if (!text_of(node, words(as))) return;
  read(node, phases, AsWhole{1, 1000});
  if (phases > 0) value = static_cast<double>(phases);
}

void Decoder::read(const YamlNode& node, Span& value, AsTime as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_span(*text, as.units), value);
  }
}

void Decoder::read(const YamlNode& node, Duration& value, AsTime as) {
  Span span;
  const std::string* const text = text_of(node, words(as));
  if (!text || !store(node, parse_span(*text, as.units), span)) return;
  value = span.elapsed();
  ++times_.read;
  times_.in_days += span.days > 0 ? 1 : 0;
}

void Decoder::read(const YamlNode& node, Duration& value, AsTimeOfDay as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_time_of_day(*text), value);
  }
}

void Decoder::read(const YamlNode& node, LocalDay& value, AsDate as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_date(*text), value);
  }
}

void Decoder::read(const YamlNode& node, unsigned& value, AsWeekday as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_weekday(*text), value);
  }
}

void Decoder::read(const YamlNode& node, Volume& value, AsVolume as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_volume(*text), value);
  }
}

}  // namespace tiersim
