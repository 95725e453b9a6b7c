#include "sim/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <exception>
#include <sstream>
#include <unordered_set>
#include <utility>

#include "sim/suggest.hpp"

namespace tiersim {
namespace {

/// Thrown through yaml-cpp, to stop it at the first thing that we refuse.
struct Refusal {
  Problem problem;
};

constexpr std::string_view simple_yaml = "scenario files use plain YAML only";

/// Builds the tree from yaml-cpp's events; refuses what we do not take.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file)
      : file_{std::make_shared<const std::string>(file)} {}

  [[nodiscard]] YamlNode take_root() { return std::move(root_); }
  /// Where the last text in quotes starts.
  [[nodiscard]] const YAML::Mark& last_quote() const { return last_quote_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      refuse(mark, "a second document starts here", "a scenario file holds one",
             "remove the `---`");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check_plain(mark, "?", anchor);
    add(make(mark, NodeKind::null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse(mark, "aliases (`*name`) are not taken", simple_yaml, "write the value again");
  }
  void OnScalar(const YAML::Mark& mark,
                const std::string& tag,
                YAML::anchor_t anchor,
                const std::string& value) override {
    check_plain(mark, tag, anchor);
    YamlNode node = make(mark, NodeKind::scalar);
    node.quoted = tag == "!";
    if (node.quoted) last_quote_ = mark;
    node.text = value;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark,
                       const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, NodeKind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, NodeKind::map);
  }
  void OnMapEnd() override { close(); }

  [[noreturn]] void refuse(const YAML::Mark& mark,
                           std::string what,
                           std::string_view why,
                           std::string_view suggestion) const {
    throw Refusal{{make(mark, NodeKind::null).place(), std::move(what), std::string{why},
                   std::string{suggestion}}};
  }

 private:
  /// A list or map that is still open.
  struct Open {
    YamlNode node;
    std::optional<YamlNode> key;  ///< of a map: waits for its value
    std::unordered_set<std::string> keys;
  };

  [[nodiscard]] YamlNode make(const YAML::Mark& mark, NodeKind kind) const {
    YamlNode node;
    node.kind = kind;
    node.file = file_;
    if (!mark.is_null()) {  // yaml-cpp counts from 0
      node.line = static_cast<std::uint32_t>(mark.line) + 1;
      node.column = static_cast<std::uint32_t>(mark.column) + 1;
    }
    return node;
  }

  void check_plain(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (++nodes_ > most_yaml_nodes) {
      refuse(mark, "the file is too large", fmt::format("at most {} values", most_yaml_nodes),
             "move data to a CSV file");
    }
    if (anchor != 0) refuse(mark, "anchors (`&name`) are not taken", simple_yaml, "leave it out");
    if (!tag.empty() && tag != "?" && tag != "!") {
      refuse(mark, fmt::format("tags ({}) are not taken", in_quotes(tag)), simple_yaml,
             "leave it out");
    }
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, NodeKind kind) {
    check_plain(mark, tag, anchor);
    if (open_.size() >= most_yaml_depth) {
      refuse(mark, "too deeply nested", fmt::format("at most {} levels", most_yaml_depth), "");
    }
    if (!open_.empty() && open_.back().node.kind == NodeKind::map && !open_.back().key) {
      refuse(mark, "a list or map stands where a key is wanted", "keys are text",
             "check that each `[` and `{` is closed");
    }
    open_.push_back({make(mark, kind), std::nullopt, {}});
  }

  void close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == NodeKind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.key) {
      parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
      parent.key.reset();
    } else {
      start_entry(parent, std::move(node));
    }
  }

  static void start_entry(Open& map, YamlNode key) {
    if (key.kind != NodeKind::scalar || key.text.empty()) {
      throw Refusal{{key.place(), "a key is missing", "each value of a map has a name", ""}};
    }
    if (key.text == "<<" && !key.quoted) {
      throw Refusal{{key.place(), "merge keys (`<<`) are not taken", std::string{simple_yaml},
                     "use `extends`"}};
    }
    if (!map.keys.insert(key.text).second) {
      throw Refusal{{key.place(), fmt::format("duplicate key {}", in_quotes(key.text)),
                     "the first one would be lost", "remove one of them"}};
    }
    map.key = std::move(key);
  }

  std::shared_ptr<const std::string> file_;
  YamlNode root_;
  YAML::Mark last_quote_ = YAML::Mark::null_mark();
  std::vector<Open> open_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

/// A message of yaml-cpp in plain words.
struct Translation {
  std::string_view message;
  std::string_view what;
  std::string_view suggestion;
};
const std::array<Translation, 14> translations = {{
    {YAML::ErrorMsg::END_OF_MAP, "a map is broken off here",
     "check the indentation, and that each key is followed by `: `"},
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "a `{` is not closed", "add `}`, or a comma before this"},
    {YAML::ErrorMsg::END_OF_SEQ, "a list is broken off here", "check the indentation of the `-`"},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a `[` is not closed", "add `]`, or a comma before this"},
    {YAML::ErrorMsg::MAP_VALUE, "a `:` stands where no value can",
     "check the indentation, or put the text in quotes"},
    {YAML::ErrorMsg::MAP_KEY, "a key stands where none can", "check the indentation"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "a `-` stands where no list can", "check the indentation"},
    {YAML::ErrorMsg::FLOW_END, "a `}` or `]` closes nothing", "remove it"},
    {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab is used to indent", "use spaces"},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "this character cannot start a value",
     "put the text in quotes"},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "aliases (`*name`) are not taken", "write the value itself"},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, "a `>` or `|` without quotes starts a text of several lines",
     "put the value in quotes, as in `is: \">= 80%\"`"},
    {YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is not closed", "add the closing quote"},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "a `---` or `...` stands inside quotes",
     "close the quotes before it"},
}};

/// The tab that indents the line of an error, if one does: yaml-cpp tells of what comes of it.
std::optional<Place> indenting_tab(std::string_view text, const Place& error) {
  for (std::size_t line = 1; line < error.line; ++line) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  const std::string_view indentation = text.substr(0, text.find_first_not_of(" \t"));
  const std::size_t tab = indentation.find('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  return Place{error.file, error.line, tab + 1};
}

Problem translate(const YAML::Exception& error, std::string_view text, const std::string& file) {
  Place place{file, 0, 0};
  if (!error.mark.is_null()) {
    place.line = static_cast<std::size_t>(error.mark.line) + 1;
    place.column = static_cast<std::size_t>(error.mark.column) + 1;
  }
  if (const std::optional<Place> tab = indenting_tab(text, place)) {
    return {*tab, "a tab is used to indent", "YAML is indented by spaces", "use spaces"};
  }
  for (const Translation& known : translations) {
    if (known.message == error.msg) {
      return {place, std::string{known.what}, "not valid YAML", std::string{known.suggestion}};
    }
  }
  return {place, error.msg, "not valid YAML", ""};
}

/// Length of the UTF-8 character at the front, 0 where it is not valid.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !follows(1)) return 0;
  if (lead < 0xE0) return 2;
  if (!follows(2)) return 0;
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) > 0x9F;
  const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
  if (overlong || surrogate || beyond) return 0;
  if (lead < 0xF0) return 3;
  return follows(3) ? 4 : 0;
}

/// What is wrong with the bytes, before any syntax. (Columns count bytes, as yaml-cpp's do.)
std::optional<Problem> bad_bytes(std::string_view text, const std::string& file) {
  if (text.size() > most_yaml_bytes) {
    return Problem{
        {file, 0, 0}, "the file is too large", "at most 4 MiB of YAML", "move data to a CSV file"};
  }
  Place place{file, 1, 1};
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return Problem{place, "invalid UTF-8", "", "save the file as UTF-8 text"};
    if (text[0] == '\0') return Problem{place, "a NUL byte", "", "save the file as UTF-8 text"};
    place.line += text[0] == '\n' ? 1 : 0;
    place.column = text[0] == '\n' ? 1 : place.column + length;
    text.remove_prefix(length);
  }
  return std::nullopt;
}

/// yaml-cpp takes the end of the file for a closing quote.
void check_last_quote(std::string_view text, const TreeBuilder& builder) {
  const YAML::Mark& mark = builder.last_quote();
  const std::size_t start = mark.is_null() ? text.size() : static_cast<std::size_t>(mark.pos);
  if (start >= text.size() || (text[start] != '"' && text[start] != '\'')) return;
  const char quote = text[start];
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    const bool is_doubled = quote == '\'' && text[i] == quote && text.substr(i + 1, 1) == "'";
    if (is_doubled || (quote == '"' && text[i] == '\\')) {
      ++i;
    } else if (text[i] == quote) {
      return;
    }
  }
  builder.refuse(mark, "a quote is not closed", "not valid YAML", "add the closing quote");
}

YamlNode parse(std::string_view text, const std::string& file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // byte order mark
  std::istringstream stream{std::string{text}};
  YAML::Parser parser{stream};
  TreeBuilder builder{file};
  if (!parser.HandleNextDocument(builder)) {
    throw Refusal{{{file, 0, 0}, "the file is empty", "", "write for example `name: my desk`"}};
  }
  YamlNode root = builder.take_root();
  parser.HandleNextDocument(builder);  // refuses a second document
  check_last_quote(text, builder);
  return root;
}

}  // namespace

const MapEntry* YamlNode::find(std::string_view key) const {
  for (const MapEntry& entry : entries) {
    if (entry.key.text == key) return &entry;
  }
  return nullptr;
}

Place YamlNode::place() const { return {file ? *file : std::string{}, line, column}; }

std::optional<YamlNode>
read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  if (std::optional<Problem> problem = bad_bytes(text, file)) {
    problems.push_back(std::move(*problem));
    return std::nullopt;
  }
  try {
    return parse(text, file);
  } catch (const Refusal& refusal) {
    problems.push_back(refusal.problem);
  } catch (const YAML::Exception& error) {
    problems.push_back(translate(error, text, file));
  } catch (const std::exception& error) {
    problems.push_back({{file, 0, 0}, "cannot be read as YAML", error.what(), ""});
  }
  return std::nullopt;
}

}  // namespace tiersim
