package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.directory.Pooling;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a BERT encoder as TorchScript source: token ids and attention mask in, one unit vector per text out. */
final class BertScript {
    private static final String HEAD = """
              def forward(self: __torch__.Encoder, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
                B = torch.size(input_ids, 0)
                S = torch.size(input_ids, 1)
                word = torch.embedding(self.word, input_ids)
                position = torch.slice(self.position, 0, 0, S, 1)
                sum = torch.add(torch.add(word, self.type), position)
                h0 = torch.layer_norm(sum, [%1$d], self.embedding_norm_w, self.embedding_norm_b, %2$s)
                mask = torch.unsqueeze(torch.unsqueeze(torch.to(attention_mask, 11), 1), 2)
            """;

    private static final String LAYER = """
                a%1$d = torch.view(torch.linear(h%1$d, self.l%1$d_qkv_w, self.l%1$d_qkv_b), [B, S, 3, %5$d, %6$d])
                b%1$d = torch.permute(a%1$d, [2, 0, 3, 1, 4])
                c%1$d = torch.scaled_dot_product_attention(torch.select(b%1$d, 0, 0), torch.select(b%1$d, 0, 1), torch.select(b%1$d, 0, 2), mask)
                d%1$d = torch.reshape(torch.permute(c%1$d, [0, 2, 1, 3]), [B, S, %3$d])
                e%1$d = torch.add(torch.linear(d%1$d, self.l%1$d_mix_w, self.l%1$d_mix_b), h%1$d)
                f%1$d = torch.layer_norm(e%1$d, [%3$d], self.l%1$d_mix_norm_w, self.l%1$d_mix_norm_b, %4$s)
                g%1$d = torch.gelu(torch.linear(f%1$d, self.l%1$d_up_w, self.l%1$d_up_b))
                i%1$d = torch.add(torch.linear(g%1$d, self.l%1$d_down_w, self.l%1$d_down_b), f%1$d)
                h%2$d = torch.layer_norm(i%1$d, [%3$d], self.l%1$d_down_norm_w, self.l%1$d_down_norm_b, %4$s)
            """;

    private static final String MEAN = """
                weight = torch.to(attention_mask, 6)
                total = torch.sum(torch.mul(h%1$d, torch.unsqueeze(weight, 2)), [1])
                pooled = torch.div(total, torch.sum(weight, [1], True))
            """;

    private static final String CLS = """
                pooled = torch.select(h%1$d, 1, 0)
            """;

    private static final String TAIL = """
                return torch.div(pooled, torch.linalg_vector_norm(pooled, 2, [1], True))
            """;

    private BertScript() {}

    static String source(BertShape shape, Pooling pooling, List<Parameter> parameters) {
        var source = new StringBuilder(declarations(parameters));
        String epsilon = Float.toString(shape.epsilon()).replace('E', 'e');
        source.append(HEAD.formatted(shape.hidden(), epsilon));
        for (int layer = 0; layer < shape.layers(); layer++) {
            source.append(LAYER.formatted(layer, layer + 1, shape.hidden(), epsilon, shape.heads(), shape.headSize()));
        }
        source.append((pooling == Pooling.MEAN ? MEAN : CLS).formatted(shape.layers()));
        return source.append(TAIL).toString();
    }

    private static String declarations(List<Parameter> parameters) {
        return parameters.stream()
                        .map(parameter -> "\"" + parameter.name() + "\", ")
                        .collect(Collectors.joining("", "class Encoder(Module):\n  __parameters__ = [", "]\n"))
                + "  __buffers__ = []\n"
                + parameters.stream()
                        .map(parameter -> "  " + parameter.name() + " : Tensor\n")
                        .collect(Collectors.joining())
                + "  training : bool\n";
    }
}
