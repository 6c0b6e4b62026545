"""What a check of the ledger can find, in words: code -> (zh, en)."""

WORDS = {
    "gap": ("序号不连续：应为第 {expected} 条，此前有记录被删除", "seq is not gapless: {expected} was expected here, so an entry before it was removed"),
    "prev": ("与前一条记录的摘要不衔接", "does not continue from the hash of the entry before it"),
    "hash": ("记录内容与其摘要不符，已被改动", "the entry does not give its own hash: it was changed"),
    "alg": ("未知的摘要算法“{alg}”", "unknown hash algorithm {alg}"),
    "xid": ("事务号 {xid} 尚未发生，检查点将漏掉这条记录", "its transaction id {xid} lies in the future, where no checkpoint would cover it"),
    "head": (
        "案件登记的末条为第 {head} 条，台账末条为此条：末尾的记录被删除、添加或改动",
        "the case holds {head} as its last entry, the ledger ends here: an entry at the end was removed, added or changed",
    ),
    "state": ("案件状态为“{found}”，台账记载为“{recorded}”", "the case is in state {found}, its ledger says {recorded}"),
    "number": ("立案时记录的案号为 {recorded}", "the number recorded at filing was {recorded}"),
    "no_case": ("案件已不存在，仅余 {entries} 条记录", "the case no longer exists; {entries} entries of it remain"),
    "no_entries": ("案件没有任何记录（应有 {due} 条）", "the case has no entries ({due} were expected)"),
    "content_missing": ("所提交内容的存储行已不存在", "the row with its input is gone"),
    "content_extra": ("此记录不应有内容，却存有内容", "it was recorded without input, yet some is stored"),
    "content_changed": ("所存内容与记录的摘要不符", "the stored input does not give the recorded digest"),
    "content_unreadable": ("所存内容无法解密：{error}", "the stored input cannot be decrypted: {error}"),
    "erased": ("内容被删除，但没有本案后来的删除决定", "its input was erased without a later erase order of the same case"),
    "orphan": ("内容所属的记录（编号 {entry}）已不存在", "a stored input belongs to an entry (id {entry}) that no longer exists"),
    "checkpoint_chain": ("检查点与前一个不衔接，或自身摘要不符", "the checkpoint does not continue the one before it, or does not give its own hash"),
    "checkpoint_entries": (
        "检查点应有 {entries} 条记录（其中新案 {cases} 件），现有 {found} 条（新案 {found_cases} 件），或其摘要不符：有记录或整件案件被删除、添加或改动",
        "the checkpoint covers {entries} entries ({cases} cases begun), now {found} ({found_cases} begun), or their hash differs:"
        " entries or whole cases were removed, added or changed",
    ),
    "line_missing": ("数据库外的检查点文件 {file} 中没有这个检查点", "this checkpoint is not in the file {file} outside the database"),
    "line_differs": ("数据库外文件中的检查点与数据库不同", "this checkpoint differs from its line in the file outside the database"),
    "line_extra": (
        "数据库外文件中的这一行在数据库中没有对应的检查点：{line}",
        "this line of the file outside the database has no checkpoint in the database: {line}",
    ),
}
