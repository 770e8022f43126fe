using System.Text.Json;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Rows;

/// <summary>Processes a list line by line, so that a line that fails does not stop the others.</summary>
public static class WalkedLists
{
    /// <summary>Processes all lines of a list in one round. Afterwards deletes the set-aside rows of items that are no longer in the
    /// list.</summary>
    /// <param name="asides">Keeps the items that fail.</param>
    /// <param name="work">The kind of work, as in <c>marker</c>.</param>
    /// <param name="lists">Reader of the app's lists.</param>
    /// <param name="list">Selector of the list.</param>
    /// <param name="idOf">Reads the item's id from a line.</param>
    /// <param name="act">Processes one item.</param>
    /// <param name="cancellation">Cancels the round.</param>
    public static async Task WalkAsync(
        this SetAsides asides,
        string work,
        Lists lists,
        string list,
        Func<JsonElement, string> idOf,
        Func<Round, string, Task> act,
        CancellationToken cancellation
    )
    {
        const int pageSize = 200;
        var round = await asides.BeginAsync(work, cancellation);
        await foreach (var page in lists.PagesAsync(list, pageSize, cancellation: cancellation))
        {
            foreach (var id in page.Items.Select(idOf))
                await round.DoAsync(id, () => act(round, id), cancellation);
        }
        await round.EndAsync(cancellation);
    }
}
