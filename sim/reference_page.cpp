#include "sim/reference_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe.hpp"
#include "sim/field_words.hpp"

namespace tiersim {
namespace {

/// The keys of one map, under the path at which it stands.
struct Section {
  std::string path;
  std::string rows;
  std::vector<std::string> keys;
};

/// A cell of a table, in which a `|` would end it.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.insert(at, "\\");
  }
  return text;
}

std::string row(const Field& field, const Words& value) {
  const std::string range = value.range.empty() ? "" : fmt::format(" ({})", value.range);
  const std::string fallback =
      field.need == required ? "**required**" : std::string{field.fallback};
  return fmt::format("| `{}` | {} | {} | {} |\n", field.name, cell(value.type + range),
                     cell(fallback), cell(std::string{field.doc}));
}

/// Collects a section for each struct that the language reaches, the outer ones first.
class Sections {
 public:
  template <class S>
  void add(const std::string& path) {
    const auto is_known = [&](const Section& section) { return section.path == path; };
    if (std::ranges::any_of(sections_, is_known)) return;
    const std::size_t index = sections_.size();
    sections_.push_back({path, "", {}});
    Rows<S> rows{*this, path, {}, {}};
    describe(rows, Of<S>{});
    sections_[index].rows = rows.text;
    sections_[index].keys = rows.keys;
  }

  void add_distributions() {
    for (const Word<DistributionKind>& kind : kind_words) {
      Rows<Distribution> rows{*this, "", {}, {}};
      describe_kind(rows, kind.value);
      if (!rows.text.empty())
        sections_.push_back({fmt::format("{{{}: ...}}", kind.text), rows.text, {}});
    }
  }

  [[nodiscard]] const std::vector<Section>& all() const { return sections_; }

 private:
  template <class S>
  struct Rows {
    Sections& sections;
    std::string path;
    std::string text;
    std::vector<std::string> keys;

    template <class M, class As>
    void operator()(const Field& field, M S::* /*member*/, const As& as) {
      add_row(field, words(as));
      const std::string below =
          path.empty() ? std::string{field.name} : fmt::format("{}.{}", path, field.name);
      sections.descend(static_cast<const M*>(nullptr), as, below);
    }
    template <class As>
    void whole(const Field& field, const As& as) {
      add_row(field, words(as));
    }
    void note(const Field& field, std::string_view type) {
      add_row(field, {std::string{type}, "", ""});
    }
    void add_row(const Field& field, const Words& value) {
      text += row(field, value);
      keys.emplace_back(field.name);
    }
  };

  // descend(type, as, path): into the structs that a value is made of
  template <class T, class As>
  void descend(const T* /*type*/, const As& /*as*/, const std::string& /*path*/) {}
  template <class T, class As>
  void descend(const std::optional<T>* /*type*/, const As& as, const std::string& path) {
    descend(static_cast<const T*>(nullptr), as, path);
  }
  template <Present S>
  void descend(const S* /*type*/, const AsStruct& /*as*/, const std::string& path) {
    add<S>(path);
  }
  template <Present S>
  void descend(const S* /*type*/, const AsStructOr& /*as*/, const std::string& path) {
    add<S>(path);
  }
  template <class T, class Item>
  void descend(const Named<T>* /*type*/, const AsMap<Item>& as, const std::string& path) {
    descend(static_cast<const T*>(nullptr), as.item, path + ".NAME");
  }
  template <class T, class Item>
  void descend(const std::vector<T>* /*type*/, const AsList<Item>& as, const std::string& path) {
    descend(static_cast<const T*>(nullptr), as.item, path + "[]");
  }
  template <class S>
  void descend(const std::vector<S>* /*type*/, const AsNamedList& /*as*/, const std::string& path) {
    add<S>(path + ".NAME");
  }
  void descend(const Shrinkage* /*type*/, const AsShrinkage& /*as*/, const std::string& path) {
    add<Shrinkage>(path);
  }
  void descend(const Named<GroupSkill>* /*type*/, const AsSkills& /*as*/, const std::string& path) {
    add<GroupSkill>(path + ".NAME");
  }
  void descend(const InitialBacklog* /*type*/, const AsBacklog& /*as*/, const std::string& path) {
    add<BacklogLot>(path + ".NAME");
    add<BacklogFile>(path);
  }

  std::vector<Section> sections_;
};

constexpr std::string_view introduction = R"(# The scenario language

A scenario is one YAML file. Every quantity carries its unit, and a key that is not listed here is an
error. This page is made from the descriptions by which files are read.

**Files and overlays.** `extends: base.yaml` writes a file on top of another, `--set path=value` writes
on top of both, from left to right; the last wins. Single values and plain lists replace; maps merge by
name (and tiers and surges, which have names, like maps); a distribution merges with one of its own
kind and replaces one of another; `null` deletes. `{}` on top of what is there would change nothing, and
is an error. In paths, tiers and surges go by their names: `--set tiers.L1.escalation_time=5m`.

**Lengths of time** are written `250ms`, `8s`, `20m`, `1h30m`, `1.5h`, `2d`, `13w`, `2bd`. In a horizon,
`d` and `w` are local calendar days; elsewhere `d` is 24 hours. `bd` is a business day: the most
frequent open hours of a day of the calendar at hand. Handle times are in h, m, s and ms.

**Shares** carry their `%`; **factors** are `1.6` or `160%`. **Hours** are `"08:00-18:00"`, several with
commas, past midnight `"22:00-06:00"`; days are `mon-fri`, `sat` or `mon,wed`; `24x7` is always.

**Distributions**: a bare time, `{mean: 8m, cv: 0.8}` (a lognormal), or a kind and its parameters, as
listed at the end; besides `{deterministic: 8m}`, `{empirical: [5m, 8m, 12m]}` (equally likely) and
`{mixture: [{weight: 70%, of: {...}}, ...]}`. A bare **handle time** is the mean of a lognormal with the
cv of its tier; other bare times are always the same. Handle time may differ by channel:
`L1: {mean: 8m, by_channel: {phone: 9m}}`. Where a key says so, times of a distribution are in d and
w, too.
)";

constexpr std::string_view table_head =
    "| key | value | default | what it is |\n| --- | --- | --- | --- |\n";

}  // namespace

std::vector<std::string> homes_of(std::string_view key) {
  Sections sections;
  sections.add<Scenario>("");
  std::vector<std::string> homes;
  for (const Section& section : sections.all()) {
    if (std::ranges::find(section.keys, key) != section.keys.end()) homes.push_back(section.path);
  }
  return homes;
}

std::string reference_page() {
  Sections sections;
  sections.add<Scenario>("");
  sections.add_distributions();
  std::string page{introduction};
  for (const Section& section : sections.all()) {
    const std::string title =
        section.path.empty() ? "At the top" : fmt::format("`{}`", section.path);
    page += fmt::format("\n## {}\n\n{}{}", title, table_head, section.rows);
  }
  return page;
}

}  // namespace tiersim
