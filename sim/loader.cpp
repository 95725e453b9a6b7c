#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/check.hpp"
#include "sim/data_files.hpp"
#include "sim/decode.hpp"
#include "sim/suggest.hpp"
#include "sim/yaml_tree.hpp"
#include "tiersim/language.hpp"
#include "tiersim/random.hpp"

namespace tiersim {
namespace {

constexpr std::size_t most_extends = 16;

/// One scenario file.
struct Source {
  std::string path;
  YamlNode root;
};

/// A file that is still to be read, and where it was asked for.
struct Wanted {
  std::string path;
  Place place;
  std::string written;  ///< its name there
};

/// Reads a file and what it extends. The base comes first.
class SourceReader {
 public:
  SourceReader(const Files& files, std::vector<Problem>& problems)
      : files_{files}, problems_{problems} {}

  [[nodiscard]] std::vector<Source> read_all(const std::string& path) {
    std::optional<Wanted> next = Wanted{path, {path, 0, 0}, path};
    while (next) next = read_one(*next);
    std::ranges::reverse(sources_);
    return std::move(sources_);
  }

 private:
  /// \return what the file extends.
  std::optional<Wanted> read_one(const Wanted& wanted) {
    const FileContent content = files_.read(wanted.path, most_yaml_bytes);
    if (!content.ok()) {
      return fail(wanted.place, fmt::format("cannot read {}", in_quotes(wanted.path)),
                  content.failure, suggest_file(content, wanted.written));
    }
    std::optional<YamlNode> root = read_yaml(content.bytes, wanted.path, problems_);
    if (!root) return std::nullopt;
    if (root->kind != NodeKind::map) {
      return fail(root->place(), "this is not a scenario", "a scenario is a map of keys and values",
                  "write for example `name: my desk`");
    }
    sources_.push_back({wanted.path, std::move(*root)});
    return take_extends(sources_.back());
  }

  std::optional<Wanted> take_extends(Source& source) {
    const MapEntry* const entry = source.root.find("extends");
    if (!entry) return std::nullopt;
    const Place place = entry->value.place();
    if (entry->value.kind != NodeKind::scalar || entry->value.text.empty()) {
      return fail(place, "`extends` names no file", "it is the name of one scenario file",
                  "write for example `extends: base.yaml`");
    }
    const std::string written = entry->value.text;
    const std::string base = resolve(source.path, written);
    std::erase_if(source.root.entries,
                  [](const MapEntry& one) { return one.key.text == "extends"; });
    const bool cycle =
        std::ranges::any_of(sources_, [&](const Source& one) { return one.path == base; });
    if (cycle)
      return fail(place, fmt::format("{} extends itself", in_quotes(base)), "a cycle of files");
    if (sources_.size() >= most_extends) {
      return fail(place, "too many files extend each other",
                  fmt::format("at most {}", most_extends));
    }
    return Wanted{base, place, written};
  }

  std::optional<Wanted>
  fail(const Place& place, std::string what, std::string why, std::string suggestion = "") {
    problems_.push_back({place, std::move(what), std::move(why), std::move(suggestion)});
    return std::nullopt;
  }

  const Files& files_;
  std::vector<Problem>& problems_;
  std::vector<Source> sources_;
};

/// In the order of the files, and in each by line and column.
void sort_problems(std::vector<Problem>& problems, const std::vector<std::string>& files) {
  const auto rank = [&](const Problem& problem) {
    return std::ranges::find(files, problem.place.file) - files.begin();
  };
  std::ranges::stable_sort(problems, [&](const Problem& a, const Problem& b) {
    return std::tuple{rank(a), a.place.line, a.place.column} <
           std::tuple{rank(b), b.place.line, b.place.column};
  });
}

/// Decodes all overlays; stops where a file or a `--set` cannot be read at all.
void decode_all(const std::vector<Source>& sources,
                std::span<const std::string> sets,
                Scenario& scenario,
                Decoding& decoding) {
  for (const Source& source : sources) {
    decoding.places.put("", {source.path, 0, 0});
    decode(source.root, scenario, decoding);
  }
  for (const std::string& set : sets) {
    if (const std::optional<YamlNode> root = read_set(set, decoding.problems)) {
      decode(*root, scenario, decoding);
    }
  }
}

}  // namespace

LoadedScenario load_scenario(const Files& files,
                             const std::string& path,
                             std::span<const std::string> sets,
                             const MoreChecks& more) {
  Decoding decoding;
  const std::string main_file = resolve("", path);
  const std::vector<Source> sources = SourceReader{files, decoding.problems}.read_all(main_file);
  LoadedScenario loaded;
  for (const Source& source : sources) loaded.files.push_back(source.path);
  if (!decoding.problems.empty()) throw BadInput{std::move(decoding.problems)};

  decode_all(sources, sets, loaded.scenario, decoding);
  check_required(loaded.scenario, decoding);
  std::uint64_t hash = 0;
  read_data_files(loaded.scenario, {.files = files,
                                    .places = decoding.places,
                                    .main_file = main_file,
                                    .problems = decoding.problems,
                                    .hash = hash,
                                    .read_files = loaded.files});
  check(loaded.scenario, decoding);
  if (more) more(loaded.scenario, decoding.places, decoding.problems);
  if (!decoding.problems.empty()) {
    sort_problems(decoding.problems, loaded.files);
    throw BadInput{std::move(decoding.problems)};
  }
  loaded.hash = hash_text(fmt::format("{:016x}\n{}", hash, canonical_text(loaded.scenario)));
  loaded.places = std::move(decoding.places);
  return loaded;
}

}  // namespace tiersim
