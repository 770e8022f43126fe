using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Persons;

/// <summary>
/// The rows in which an aggregate's persons stand, in its own partition beside the state, so that they are written and dropped in the same
/// transaction.
/// Groups share at most sixteen rows by the first letter of their names: a transaction takes a hundred changes, and a contract may have
/// more parties.
/// </summary>
internal static class PersonRows
{
    /// <summary>The state's row and those of its persons lie between this and <see cref="To"/>.</summary>
    public const string From = "state";
    public const string To = "state}";
    private const string Prefix = "state|person|";

    /// <summary>Rows of persons that one transaction may touch.</summary>
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

    /// <summary>What must be written or dropped so that the rows hold these persons and no others.</summary>
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
