using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Persons;

/// <summary>
/// The rows that hold an aggregate's personal values, encrypted, in the aggregate's own partition, so that one transaction writes them
/// together with the state. At most sixteen rows, one for each first character of the groups' names, since a transaction takes 100 rows and
/// a contract may have more parties than that.
/// </summary>
internal static class PersonRows
{
    /// <summary>Lower bound of the keys of the state row and the person rows; <see cref="To"/> is the upper bound, exclusive.</summary>
    public const string From = "state";
    public const string To = "state}";
    private const string Prefix = "state|person|";

    public const int Most = 16;

    public static bool Is(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    public static PersonalValues Open(PersonSeal seal, IEnumerable<TableEntity> rows)
    {
        var persons = new PersonalValues();
        foreach (var row in rows)
        {
            foreach (
                var (name, values) in Json.Read<Dictionary<string, Dictionary<string, string>>>(
                    seal.Open(row.PartitionKey, row.RowKey, LongText.Get(row, "Sealed"))
                )
            )
                persons[name] = values;
        }
        return persons;
    }

    public static IEnumerable<TableTransactionAction> Changes(
        PersonSeal seal,
        string partition,
        IReadOnlySet<string> before,
        PersonalValues after
    )
    {
        foreach (var first in before.Concat(after.Keys).Select(name => name[0]).Distinct())
        {
            var now = after.Where(p => p.Key[0] == first).OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary();
            if (now.Keys.ToHashSet().SetEquals(before.Where(name => name[0] == first)))
                continue;
            var row = new TableEntity(partition, $"{Prefix}{first}");
            if (now.Count == 0)
            {
                yield return new(TableTransactionActionType.Delete, row, ETag.All);
                continue;
            }
            LongText.Put(row, "Sealed", seal.Seal(partition, row.RowKey, Json.Write(now)));
            yield return new(TableTransactionActionType.UpsertReplace, row);
        }
    }
}
